import type { Audience } from '../openapi/stated-audience.ts';
import { isComposite } from './document.ts';
import { IDENTIFIER, kindOf, NAMING } from './kinds.ts';
import type { Field, GraphqlSchema } from './schema.ts';

/** What those who run a service have their fields in. */
const FOR_THOSE_IN_CHARGE =
  /^(?:admin\w*|staff|back_?office|internal|management|moderation|moderators?|operators?|superusers?|sudo)$/i;
const ENDING = /(?:Query|Queries|Namespace|Root)$/;

/** True for a field that only holds others together, such as `admin { users }`: it takes nothing and names no object. */
export function isGroup(schema: GraphqlSchema, field: Field): boolean {
  const type = schema.types.get(field.type?.name ?? '');
  if (type?.kind !== 'OBJECT' || field.args.length > 0) return false;
  if (kindOf(schema, field.type)?.isList !== false) return false;
  const isPlain = ({ type: inner, args }: Field) =>
    args.length === 0 && !isComposite(schema.types.get(inner?.name ?? ''));
  const plain = type.fields.filter(isPlain);
  if (plain.length === type.fields.length) return false;
  const namesOne = plain.some(({ name }) => IDENTIFIER.test(name) || NAMING.test(name));
  return !namesOne && (plain.length === 0 || saidOf(field) !== undefined);
}

function saidOf({ name, type }: Field): string | undefined {
  return [name, (type?.name ?? '').replace(ENDING, '')].find((word) => FOR_THOSE_IN_CHARGE.test(word));
}

/** For whom a field is by the group that it stands in. */
export function groupAudience(schema: GraphqlSchema, fields: readonly Field[]): Audience | undefined {
  const [group, ...below] = fields;
  if (!group || below.length === 0 || !isGroup(schema, group)) return undefined;
  const who = saidOf(group);
  return who === undefined ? undefined : { words: group.name, who, isPlain: true, isOfGroup: true };
}
