import { isNode } from '../../openapi/node.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The objects of a list; empty for anything else. A long list is read in part. */
export function records(value: unknown): Fields[] {
  return Array.isArray(value) ? value.slice(0, 500).filter(isNode) : [];
}

/** True where all of these fields are there with these JSON types. */
export function hasFields(value: unknown, types: Readonly<Record<string, string>>): boolean {
  return (
    isNode(value) &&
    Object.entries(types).every(([name, type]) =>
      type === 'list' ? Array.isArray(value[name]) : typeof value[name] === type && value[name] !== null,
    )
  );
}
