import { createTurns } from '../http/in-turn.ts';
import type { Journal } from '../journal/journal.ts';

type Turns = ReturnType<typeof createTurns>;

interface Store {
  readonly made: Map<string, Promise<unknown>>;
  readonly turns: Turns;
}

/** What a scan keeps as long as its journal. */
const stores = new WeakMap<Journal, Store>();

function storeOf(journal: Journal): Store {
  const store = stores.get(journal) ?? { made: new Map<string, Promise<unknown>>(), turns: createTurns() };
  stores.set(journal, store);
  return store;
}

/** Made once in a scan, whichever rules ask for it; a failure is kept too. */
export function once<Made>(journal: Journal, key: string, make: () => Promise<Made>): Promise<Made> {
  const { made } = storeOf(journal);
  const known = made.get(key) as Promise<Made> | undefined;
  const promise = known ?? make();
  if (!known) {
    made.set(key, promise);
    // Thrown to whoever awaits it; nobody may.
    promise.catch(() => undefined);
  }
  return promise;
}

/** One rule after the other, where several write to what they share. */
export function inTurn<Answer>(journal: Journal, key: string, work: () => Promise<Answer>): Promise<Answer> {
  return storeOf(journal).turns(key, work);
}
