import type { Surface } from '../discovery/surface.ts';
import type { PlaceKind } from './place.ts';

/** The service as a whole: for what there is one of. */
export const service: PlaceKind<Surface> = {
  one: 'service',
  many: 'services',
  find: ({ surface }) => [surface],
  key: ({ target }) => target.origin,
};
