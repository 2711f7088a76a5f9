/** What is there to be looked at and was not, because of a bound of ours. */
export interface Cut {
  /** In the plural: `links of pages`. */
  readonly what: string;
  readonly looked: number;
  readonly of: number;
  /** The bound, as a clause. */
  readonly why: string;
}

/** Counts what bounds leave out, so that the result can say it. */
export interface Cuts {
  /** The first of a list; what is behind them is counted, each once however often it is met. */
  first<T>(list: readonly T[], most: number, what: string, why: string): readonly T[];
  add(...cuts: readonly Cut[]): void;
  /** One for each kind and bound, in the order in which they were met. */
  readonly all: readonly Cut[];
}

/** Rules run together: what they leave out is met in no order. */
export function inOrder(cuts: readonly Cut[]): Cut[] {
  const name = ({ what, why }: Cut) => `${what}: ${why}`;
  return cuts.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}

export function createCuts(): Cuts {
  const counted = new Map<string, Cut>();
  const listed = new Map<string, { readonly seen: Set<string>; readonly looked: Set<string> }>();
  const keyOf = ({ what, why }: Pick<Cut, 'what' | 'why'>) => `${what}: ${why}`;
  function add(...cuts: readonly Cut[]): void {
    for (const cut of cuts) {
      const { looked = 0, of = 0 } = counted.get(keyOf(cut)) ?? {};
      counted.set(keyOf(cut), { ...cut, looked: looked + cut.looked, of: of + cut.of });
    }
  }
  return {
    first(list, most, what, why) {
      const key = keyOf({ what, why });
      const { seen, looked } = listed.get(key) ?? { seen: new Set<string>(), looked: new Set<string>() };
      listed.set(key, { seen, looked });
      for (const [at, item] of list.entries()) {
        seen.add(JSON.stringify(item));
        if (at < most) looked.add(JSON.stringify(item));
      }
      counted.set(key, { what, why, looked: looked.size, of: seen.size });
      return list.slice(0, most);
    },
    add,
    get all() {
      return [...counted.values()].filter(({ looked, of }) => looked < of);
    },
  };
}
