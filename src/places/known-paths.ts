import type { PlaceKind } from './place.ts';

/** Paths of the target's host where something is to be found by convention, linked or not. */
export function knownPaths<Known extends { readonly path: string }>(
  paths: readonly Known[],
): PlaceKind<Known> {
  return {
    one: 'known path',
    many: 'known paths',
    find: () => paths,
    key: ({ path }) => path,
  };
}
