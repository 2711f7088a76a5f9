import { firstExample, readContent } from './contents.ts';
import { flatten } from './merge-schemas.ts';
import { isNode, member, nodeMember, schemaMember, textList, textMember } from './node.ts';
import type { Parameter, ParameterStyle } from './operation.ts';
import type { Part, Resolve } from './parts.ts';

const PLACES = ['path', 'query', 'header', 'cookie'] as const;
const STYLES: readonly ParameterStyle[] = [
  'simple',
  'label',
  'matrix',
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
];

/** A parameter of OpenAPI 3, or undefined when it lacks a name or a known place. */
export function readParameter3(part: Part, resolve: Resolve): Parameter | undefined {
  const { node } = part;
  const name = textMember(node, 'name');
  const place = PLACES.find((known) => known === member(node, 'in'));
  if (name === undefined || place === undefined) return undefined;
  const content = readContent(part, resolve)[0];
  const schema = schemaMember(node, 'schema') ?? content?.schema;
  const example = firstExample(node, resolve) ?? content?.example;
  const style =
    STYLES.find((known) => known === member(node, 'style')) ??
    (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  const explode = member(node, 'explode');
  return {
    name,
    in: place,
    required: place === 'path' || member(node, 'required') === true,
    deprecated: member(node, 'deprecated') === true,
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form',
    pointer: part.pointer,
    ...(content && { mediaType: content.mediaType }),
    ...(schema !== undefined && { schema }),
    ...(example !== undefined && { example }),
  };
}

/**
 * The whole query as one parameter (OpenAPI 3.2, `in: querystring`): each member of a form is a parameter of the query.
 * Undefined where it is written otherwise than as a form.
 */
export function readQuerystring(part: Part, resolve: Resolve): readonly Parameter[] | undefined {
  const content = readContent(part, resolve)[0];
  if (content?.mediaType !== 'application/x-www-form-urlencoded') return undefined;
  const { schema } = flatten(content.schema, resolve);
  const required = new Set(textList(schema, 'required'));
  const examples = content.example;
  return Object.entries(nodeMember(schema, 'properties') ?? {})
    .slice(0, MOST_MEMBERS)
    .map(([name, value]) => {
      const example = member(examples, name);
      return {
        name,
        in: 'query',
        required: required.has(name),
        style: 'form',
        explode: true,
        pointer: part.pointer,
        ...(isNode(value) || typeof value === 'boolean' ? { schema: value } : {}),
        ...(example === undefined ? {} : { example }),
      };
    });
}

/**
 * Members of an object in the query as parameters of their own: `filter[owner]` of `style: deepObject`, and plain names
 * of an exploded form. The parameter itself where its schema names no members.
 */
export function membersOf(parameter: Parameter, resolve: Resolve): readonly Parameter[] {
  const { name, in: where, style, explode, schema, mediaType, example } = parameter;
  const isDeep = style === 'deepObject';
  const isSpread = isDeep || (style === 'form' && explode === true);
  if (where !== 'query' || !isSpread || mediaType !== undefined || schema === undefined) return [parameter];
  const { schema: flat } = flatten(schema, resolve);
  const members = Object.entries(nodeMember(flat, 'properties') ?? {}).slice(0, MOST_MEMBERS);
  const wanted = new Set(textList(flat, 'required'));
  if (members.length === 0) return [parameter];
  return members.map(([key, value], at) => {
    const { example: _whole, ...rest } = parameter;
    const own = member(example, key);
    // An object that has to be there has to have something in it.
    const isRequired = wanted.has(key) || (wanted.size === 0 && at === 0);
    return {
      ...rest,
      name: isDeep ? `${name}[${key}]` : key,
      required: parameter.required && isRequired,
      style: 'form',
      explode: true,
      ...(isNode(value) || typeof value === 'boolean' ? { schema: value } : {}),
      ...(own === undefined ? {} : { example: own }),
    };
  });
}

/** As many as an operation may have parameters. */
const MOST_MEMBERS = 200;

const COLLECTION_STYLES: Readonly<Record<string, ParameterStyle>> = {
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
};
/** Members of a Swagger parameter that are no schema keywords. */
const NOT_SCHEMA: ReadonlySet<string> = new Set([
  'name',
  'in',
  'required',
  'description',
  'allowEmptyValue',
  'collectionFormat',
]);

/** A path, query or header parameter of Swagger 2.0, whose schema keywords stand beside its name. */
export function readParameter2(part: Part, resolve: Resolve): Parameter | undefined {
  const { node } = part;
  const name = textMember(node, 'name');
  const place = PLACES.find((known) => known === member(node, 'in'));
  if (name === undefined || place === undefined || place === 'cookie') return undefined;
  const format = textMember(node, 'collectionFormat') ?? 'csv';
  const example = firstExample(node, resolve);
  return {
    name,
    in: place,
    required: place === 'path' || member(node, 'required') === true,
    style:
      (Object.hasOwn(COLLECTION_STYLES, format) ? COLLECTION_STYLES[format] : undefined) ??
      (place === 'query' ? 'form' : 'simple'),
    explode: format === 'multi',
    pointer: part.pointer,
    schema: schemaOfParameter(part),
    ...(example !== undefined && { example }),
  };
}

/** The schema keywords of a Swagger parameter, without what belongs to the parameter. */
export function schemaOfParameter(part: Part): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(part.node).filter(([key]) => !NOT_SCHEMA.has(key) && !key.startsWith('x-')),
  );
}
