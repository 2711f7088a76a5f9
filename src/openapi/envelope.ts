import { isNode, type Node } from './node.ts';
import type { BodyContent } from './operation.ts';

/** What stands around the members of a body: the `data` of JSON:API, or one object that holds them all. */
export interface BodyEnvelope {
  /** Names that lead to the object of the members. */
  readonly at: readonly string[];
  /** Type of a resource object of JSON:API. */
  readonly type?: string;
  /** Members that name what it is related to: `tool_id` for the relationship `tool`. */
  readonly relations: Readonly<Record<string, Relation>>;
}

interface Relation {
  readonly name: string;
  /** Of what is named. */
  readonly type: string;
}

/**
 * The content with the members that matter at the top of its schema, and an envelope that is put around them when it is
 * written: a resource object (JSON:API 1.1 section 7.2), or an object that stands alone in another.
 */
export function withoutEnvelope(content: BodyContent): BodyContent {
  const resource = resourceIn(content.schema);
  if (resource) return { ...content, ...resource };
  const [[name, inner] = [], ...others] = Object.entries(propertiesIn(content.schema));
  const isAlone = name !== undefined && others.length === 0 && Object.keys(propertiesIn(inner)).length > 0;
  if (!isAlone || !isNode(inner)) return content;
  return { ...content, schema: inner, envelope: { at: [name], relations: {} } };
}

function resourceIn(schema: unknown): Pick<BodyContent, 'schema' | 'envelope'> | undefined {
  const { data } = propertiesIn(schema);
  const { type, attributes, relationships } = propertiesIn(data);
  const name = isNode(type) && typeof type.example === 'string' ? type.example : undefined;
  if (name === undefined || !isNode(attributes)) return undefined;
  const named = Object.entries(propertiesIn(relationships)).map(([relation, linkage]) => {
    const inner = propertiesIn(propertiesIn(linkage).data).type;
    const of = isNode(inner) && typeof inner.example === 'string' ? inner.example : relation;
    return [memberFor(relation), { name: relation, type: of }] as const;
  });
  const properties = {
    ...propertiesIn(attributes),
    ...Object.fromEntries(named.map(([member]) => [member, { type: 'string' }])),
  };
  return {
    schema: { type: 'object', properties },
    envelope: { at: ['data', 'attributes'], type: name, relations: Object.fromEntries(named) },
  };
}

function propertiesIn(schema: unknown): Node {
  return isNode(schema) && isNode(schema.properties) ? schema.properties : {};
}

/** Identifiers of what a resource object is related to, by the member that stands for it: `tool_id` for `tool`. */
export function relatedIds({ relationships }: Node): Node {
  return Object.fromEntries(
    Object.entries(isNode(relationships) ? relationships : {}).flatMap(([name, linkage]) => {
      const data = isNode(linkage) && isNode(linkage.data) ? linkage.data : {};
      return data.id === undefined ? [] : [[memberFor(name), data.id]];
    }),
  );
}

const memberFor = (relation: string) => `${relation}_id`;

/** The members of a body as it was sent. */
export function unwrapped(envelope: BodyEnvelope | undefined, sent: unknown): unknown {
  if (!envelope) return sent;
  const members = envelope.at.reduce<unknown>((held, name) => (isNode(held) ? held[name] : undefined), sent);
  if (!isNode(members)) return sent;
  return { ...members, ...(isNode(sent) && isNode(sent.data) ? relatedIds(sent.data) : {}) };
}

/** The body as it is sent; `id` is that of the object whose address it is sent to. */
export function enveloped(envelope: BodyEnvelope | undefined, body: unknown, id?: unknown): unknown {
  // What is no object is sent to see what comes of it.
  if (!envelope || !isNode(body) || unwrapped(envelope, body) !== body) return body;
  const { at, type, relations } = envelope;
  if (type === undefined) return at.reduceRight<unknown>((inner, name) => ({ [name]: inner }), body);
  const attributes: Record<string, unknown> = {};
  const relationships: Record<string, unknown> = {};
  for (const [member, held] of Object.entries(body)) {
    const relation = Object.hasOwn(relations, member) ? relations[member] : undefined;
    const isPlain = typeof held === 'string' || typeof held === 'number';
    if (!relation) attributes[member] = held;
    else relationships[relation.name] = { data: isPlain ? { type: relation.type, id: String(held) } : held };
  }
  return {
    data: {
      type,
      ...(id === undefined ? {} : { id: String(id) }),
      attributes,
      ...(Object.keys(relationships).length > 0 && { relationships }),
    },
  };
}
