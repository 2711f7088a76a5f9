import type { Breath } from './breath.ts';
import type { Exchange } from './exchange.ts';

/**
 * Looks at one exchange in steps, so that others get their turn between them. The first step is always taken; the
 * rest is left out once the scan was stopped.
 */
export type Watcher = (exchange: Exchange) => Iterable<unknown>;

/** Shows exchanges to one watcher, one after another in the order of their answers, without stopping all else. */
export interface Watching {
  /** Resolves when it was looked at; at once where nobody watches yet. */
  show(exchange: Exchange): Promise<void>;
  /** What nobody saw so far, then everything that comes. Resolves when the former was looked at. */
  watch(watcher: Watcher): Promise<void>;
}

export function createWatching(signal: AbortSignal, breathe: Breath): Watching {
  const unseen: Exchange[] = [];
  let watcher: Watcher | undefined;
  let last = Promise.resolve();

  async function look(exchange: Exchange, seeing: Watcher) {
    await breathe();
    for (const _step of seeing(exchange)) {
      if (signal.aborted) return;
      await breathe();
    }
  }

  function show(exchange: Exchange): Promise<void> {
    const seeing = watcher;
    if (!seeing) {
      unseen.push(exchange);
      return Promise.resolve();
    }
    const looked = last.then(() => look(exchange, seeing));
    last = looked.catch(() => undefined);
    return looked;
  }

  return {
    show,
    async watch(next) {
      watcher = next;
      await Promise.all(unseen.splice(0).map(show));
    },
  };
}
