import type { HarvestedId } from '../discovery/surface.ts';

type List = readonly HarvestedId[];

/** Both lists as one, the first one's values first. */
export const joined = oncePerPair((first, then) => [...first, ...then]);

/** The list without the values that the other holds. */
export const without = oncePerPair((list, other) => {
  const values = new Set(other.map(({ value }) => value));
  return list.filter(({ value }) => !values.has(value));
});

/** The same lists give the same list again: they are frozen, and the index over a large one is made once. */
function oncePerPair(make: (one: List, other: List) => List): (one: List, other: List) => List {
  const known = new WeakMap<List, WeakMap<List, List>>();
  return (one, other) => {
    const ofOne = known.get(one) ?? new WeakMap<List, List>();
    known.set(one, ofOne);
    const made = ofOne.get(other) ?? make(one, other);
    ofOne.set(other, made);
    return made;
  };
}
