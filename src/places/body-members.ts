import { unwrapped } from '../openapi/envelope.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { preferredBody } from '../openapi/serialise-body.ts';

/** A text, number or untyped value in a body, wherever it stands in it. */
export interface BodyMember {
  /** `user.name`, `items[0].note`: as people write it. */
  readonly name: string;
  readonly path: readonly (string | number)[];
  /** The value of the ordinary body, as text. */
  readonly ordinary: string;
  /** What the document says of it, where it says anything. */
  readonly schema: Node | undefined;
}

/** Deeper, handlers only hand on. */
const DEEPEST = 6;

/** Members of an ordinary body; items of lists count by the first. */
export function membersIn(
  value: unknown,
  schema: unknown,
  spec: Pick<Spec, 'resolve'> | undefined,
  at: BodyMember['path'] = [],
): BodyMember[] {
  if (typeof value === 'string' || typeof value === 'number') {
    const flat = flatten(schema, (spec ?? WITHOUT_SPEC).resolve).schema;
    return [{ name: nameOf(at), path: at, ordinary: String(value), schema: isNode(flat) ? flat : undefined }];
  }
  if (at.length >= DEEPEST) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    const flat = flatten(schema, (spec ?? WITHOUT_SPEC).resolve).schema;
    return membersIn(value[0], isNode(flat) ? flat.items : undefined, spec, [...at, 0]);
  }
  if (!isNode(value)) return [];
  const properties = propertiesOf(schema, spec);
  return Object.entries(value).flatMap(([name, held]) =>
    membersIn(held, properties[name], spec, [...at, name]),
  );
}

/** Members of the body that differ from the usual ones; undefined for those that it lacks. */
export function oddMembers(
  body: unknown,
  usual: Readonly<Record<string, unknown>>,
  operation?: Operation,
): Record<string, unknown> {
  const sent = unwrapped(preferredBody(operation?.bodies ?? [])?.envelope, JSON.parse(String(body)));
  if (!isNode(sent)) return {};
  const names = new Set([...Object.keys(usual), ...Object.keys(sent)]);
  return Object.fromEntries(
    [...names]
      .filter((name) => JSON.stringify(sent[name]) !== JSON.stringify(usual[name]))
      .map((name) => [name, sent[name]]),
  );
}

function nameOf(path: BodyMember['path']): string {
  const written = path.map((key, at) => {
    if (typeof key === 'number') return `[${key}]`;
    return at === 0 ? key : `.${key}`;
  });
  return written.length === 0 ? 'the body' : written.join('');
}
