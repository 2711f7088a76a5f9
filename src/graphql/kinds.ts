import { isComposite, PAGE_FIELD } from './document.ts';
import type { Field, GraphqlSchema, Input, TypeRef } from './schema.ts';

/** What a field gives: one object, a list of them, or a page around such a list. */
export interface Kind {
  readonly name: string;
  readonly isList: boolean;
}

export function kindOf(schema: GraphqlSchema, type: TypeRef | undefined, depth = 0): Kind | undefined {
  const held = type && schema.types.get(type.name);
  if (!type || !held || !isComposite(held)) return undefined;
  const list = held.fields.find(
    ({ name, type: inner }) =>
      PAGE_FIELD.test(name) && (inner?.isList || depth > 0) && kindOf(schema, inner, 9) !== undefined,
  );
  if (!list || depth > 2 || type.isList) {
    const node = type.isList && depth > 0 ? held.fields.find(({ name }) => name === 'node') : undefined;
    const inner = node && kindOf(schema, node.type, 9);
    return { name: inner?.name ?? held.name, isList: type.isList };
  }
  const page = kindOf(schema, list.type, depth + 1);
  return page && { ...page, isList: true };
}

/** Names of fields and arguments that say which object. */
export const IDENTIFIER = /^(?:_?id|uuid|guid|slug|key|code|handle|sku|isbn)$|(?:_id|Id|ID|_uuid|Uuid)$/;
export const NAMING = /^(?:name|username|login|email|number)$/i;

/**
 * The argument that says which object: the required one that is called so, or like a field of that object; else one that
 * is called so and not required.
 */
export function identifierOf(schema: GraphqlSchema, { args, type: held }: Field): string | undefined {
  const required = args.filter(({ type }) => type.isRequired);
  const named = (list: readonly Input[]) =>
    list.find(({ name, type }) => !type.isList && (IDENTIFIER.test(name) || type.name === 'ID'));
  const [first, ...more] = required;
  const isOne = first !== undefined && more.length === 0 && !first.type.isList;
  const fields = schema.types.get(held?.name ?? '')?.fields ?? [];
  const isField = fields.some(({ name, type }) => name === first?.name && type?.name === first.type.name);
  const only = isOne && (isField || NAMING.test(first.name)) ? first : undefined;
  return (named(required) ?? only ?? (required.length === 0 ? named(args) : undefined))?.name;
}
