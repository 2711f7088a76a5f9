/** What was made of answers (their text, their JSON), kept for as long as it is likely to be asked for again. */
export interface RecentViews<Of extends object, View> {
  of(source: Of, make: () => { readonly view: View; readonly bytes: number }): View;
}

/**
 * A view lives with its source at the longest, and all together weigh at most `mostBytes`: the longest unused are
 * forgotten, and made again where somebody still asks. Rules look at one answer one after another, so few are.
 */
export function createRecentViews<Of extends object, View>(mostBytes: number): RecentViews<Of, View> {
  const known = new WeakMap<Of, { readonly view: View }>();
  /** Youngest last. Weak, so that an answer which nobody holds does not live on in this list. */
  const recent: { readonly source: WeakRef<Of>; readonly bytes: number }[] = [];
  let held = 0;
  return {
    of(source, make) {
      const before = known.get(source);
      if (before) return before.view;
      const { view, bytes } = make();
      // Small ones are most, cost little, and go with their answer.
      if (bytes >= LEAST_COUNTED) {
        recent.push({ source: new WeakRef(source), bytes });
        held += bytes;
        while (held > mostBytes && recent.length > 1) {
          const oldest = recent.shift();
          held -= oldest?.bytes ?? 0;
          const gone = oldest?.source.deref();
          if (gone) known.delete(gone);
        }
      }
      known.set(source, { view });
      return view;
    },
  };
}

const LEAST_COUNTED = 16 * 1024;
