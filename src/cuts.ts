/** What is there to be looked at and was not, because of a bound of ours. */
export interface Cut {
  /** In the plural: `links of pages`. */
  readonly what: string;
  readonly tested: number;
  readonly total: number;
  /** The bound, as a clause. */
  readonly reason: string;
}

/** Counts what bounds leave out, so that the result can say it. */
export interface Cuts {
  /** The first of a list; what is behind them is counted, each once however often it is met. */
  first<T>(list: readonly T[], most: number, what: string, reason: string): readonly T[];
  add(...cuts: readonly Cut[]): void;
  /** One for each kind and bound, in the order in which they were met. */
  readonly all: readonly Cut[];
}

/** Rules run together: what they leave out is met in no order. */
export function inOrder(cuts: readonly Cut[]): Cut[] {
  const name = ({ what, reason }: Cut) => `${what}: ${reason}`;
  return cuts.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}

export function createCuts(): Cuts {
  const counted = new Map<string, Cut>();
  const listed = new Map<string, { readonly seen: Set<string>; readonly tested: Set<string> }>();
  const keyOf = ({ what, reason }: Pick<Cut, 'what' | 'reason'>) => `${what}: ${reason}`;
  function add(...cuts: readonly Cut[]): void {
    for (const cut of cuts) {
      const { tested = 0, total = 0 } = counted.get(keyOf(cut)) ?? {};
      counted.set(keyOf(cut), { ...cut, tested: tested + cut.tested, total: total + cut.total });
    }
  }
  return {
    first(list, most, what, reason) {
      const key = keyOf({ what, reason });
      const { seen, tested } = listed.get(key) ?? { seen: new Set<string>(), tested: new Set<string>() };
      listed.set(key, { seen, tested });
      for (const [at, item] of list.entries()) {
        seen.add(JSON.stringify(item));
        if (at < most) tested.add(JSON.stringify(item));
      }
      counted.set(key, { what, reason, tested: tested.size, total: seen.size });
      return list.slice(0, most);
    },
    add,
    get all() {
      return [...counted.values()].filter(({ tested, total }) => tested < total);
    },
  };
}
