import type { PlaceKind } from './place.ts';

export interface KnownMethod {
  readonly method: string;
}

/** Methods that web servers answer beside those of the API. */
export function methods<Method extends KnownMethod>(listed: readonly Method[]): PlaceKind<Method> {
  return {
    one: 'method',
    many: 'methods',
    find: () => listed,
    key: ({ method }) => method,
  };
}
