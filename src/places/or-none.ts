import type { PlaceKind } from './place.ts';

/**
 * Places that are themselves what a rule looks for: where there is none, the search was the look, and `undefined`
 * stands for it.
 */
export function orNone<Place>(kind: PlaceKind<Place>): PlaceKind<Place | undefined> {
  const { one, many, key, operationOf, unusable } = kind;
  return {
    one,
    many,
    async find(known) {
      const places = await kind.find(known);
      return places.length > 0 ? places : [undefined];
    },
    key: (place) => (place === undefined ? `no ${one}` : key(place)),
    ...(operationOf ? { operationOf: (place) => place && operationOf(place) } : {}),
    ...(unusable ? { unusable: (place, known) => place && unusable(place, known) } : {}),
  };
}
