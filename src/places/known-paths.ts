import type { PlaceKind } from './place.ts';

export interface KnownPath {
  readonly path: string;
}

/** Paths of the target's host where something is to be found by convention, linked or not. */
export function knownPaths<Path extends KnownPath>(paths: readonly Path[]): PlaceKind<Path> {
  return {
    one: 'known path',
    many: 'known paths',
    find: () => paths,
    key: ({ path }) => path,
  };
}
