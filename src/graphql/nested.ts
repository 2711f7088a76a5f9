import { isComposite } from './document.ts';
import { isGroup } from './groups.ts';
import { identifierOf, kindOf } from './kinds.ts';
import type { Field, GraphqlSchema } from './schema.ts';

/** Fields from the query type down, the last of which is meant. */
export interface Chain {
  readonly fields: readonly [Field, ...Field[]];
  /** Which of the types that the first field can give is meant, where they are several. */
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
  const apart = (chains: readonly Chain[]) => dealt(chains.map((parent) => below(schema, parent, isApart)));
  const others = apart(parents.filter(({ on }) => on === undefined));
  // What stands below an object that a field of its own names is asked for there.
  const named = new Set(others.filter(({ fields: [top] }) => identifierOf(schema, top)).map(placeOf));
  const byType = apart(parents.filter(({ on }) => on !== undefined));
  return [...dealt(inGroups), ...others, ...byType.filter((chain) => !named.has(placeOf(chain)))];

  function isApart(field: Field): boolean {
    return (
      isComposite(schema.types.get(field.type?.name ?? '')) &&
      (field.args.length > 0 || kindOf(schema, field.type)?.isList === true)
    );
  }
}

const placeOf = ({ parent, fields }: Chain) => `${parent}.${fields.at(-1)?.name}`;

function below(schema: GraphqlSchema, { fields, on }: Chain, isWanted: (field: Field) => boolean): Chain[] {
  const last = fields.at(-1);
  const isFirst = fields.length === 1;
  const type = schema.types.get((isFirst ? on : undefined) ?? last?.type?.name ?? '');
  const isOne = (isFirst && on !== undefined) || kindOf(schema, last?.type)?.isList === false;
  if (!type || !isOne) return [];
  return type.fields
    .filter((field) => isWanted(field))
    .map((field) => ({
      fields: [...fields, field],
      parent: type.name,
      ...(on === undefined ? {} : { on }),
    }));
}

function dealt<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: longest }, (_none, at) =>
    lists.flatMap((list) => list.slice(at, at + 1)),
  ).flat();
}
