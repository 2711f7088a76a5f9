import { isComposite } from './document.ts';
import { isGroup } from './groups.ts';
import { kindOf } from './kinds.ts';
import type { Field, GraphqlSchema } from './schema.ts';

/** Fields from the query type down, the last of which is meant. */
export interface Chain {
  readonly fields: readonly [Field, ...Field[]];
  readonly on?: string;
  /** The type that the last field belongs to, where that is not the query type. */
  readonly parent?: string;
}

/**
 * Fields below those that give one object: its lists, and whatever takes arguments; of a group every field, and what
 * lies below those. The first of each object before the second of any, so that none is left out for another's sake.
 */
export function nestedFields(schema: GraphqlSchema, tops: readonly Chain[]): Chain[] {
  const groups = tops.filter(({ fields: [field] }) => isGroup(schema, field));
  const inGroups = groups.map((group) => below(schema, group, () => true));
  const parents = [...tops.filter((chain) => !groups.includes(chain)), ...inGroups.flat()];
  return [...dealt(inGroups), ...dealt(parents.map((parent) => below(schema, parent, isApart)))];

  function isApart(field: Field): boolean {
    return (
      isComposite(schema.types.get(field.type?.name ?? '')) &&
      (field.args.length > 0 || kindOf(schema, field.type)?.isList === true)
    );
  }
}

function below(schema: GraphqlSchema, { fields, on }: Chain, isWanted: (field: Field) => boolean): Chain[] {
  const last = fields.at(-1);
  const type = schema.types.get(on ?? last?.type?.name ?? '');
  if (!type || on !== undefined || kindOf(schema, last?.type)?.isList !== false) return [];
  return type.fields
    .filter((field) => isWanted(field))
    .map((field) => ({ fields: [...fields, field], parent: type.name }));
}

function dealt<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: longest }, (_none, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat();
}
