/**
 * Dealt round-robin from groups of like places, so that any prefix is the best sample there is of that size and any
 * two scans take the same. Within a group the given order stays.
 */
export function byNovelty<Place>(
  places: readonly Place[],
  groupOf: (place: Place) => string,
): readonly Place[] {
  const groups = new Map<string, Place[]>();
  for (const place of places) {
    const key = groupOf(place);
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  }
  const dealt: Place[] = [];
  for (let turn = 0; dealt.length < places.length; turn += 1) {
    // By length, not by value: a place may itself be undefined.
    for (const group of groups.values()) dealt.push(...group.slice(turn, turn + 1));
  }
  return dealt;
}
