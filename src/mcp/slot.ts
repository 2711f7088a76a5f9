import { setTimeout as sleep } from 'node:timers/promises';
import { ScanError } from '../errors.ts';

/** For the answer to what was under way: without it a client would wait until its own time is over. */
const LAST_WORDS_MS = 100;

/** Room for one scan or probe at a time: two at once would falsify each other's timing, rates and memory. */
export interface Slot {
  /** @throws ScanError at once while another one is under way: waiting would outlast the client's patience. */
  run<Result>(what: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  /** Ends what is under way and resolves when it is over and its answer is out. */
  close(): Promise<void>;
}

export function createSlot(): Slot {
  const closing = new AbortController();
  let current: { readonly what: string; readonly done: Promise<unknown> } | undefined;
  return {
    async run(what, work) {
      if (closing.signal.aborted) throw new ScanError('stopped', 'The server is about to end.');
      if (current) {
        throw new ScanError(
          'invalid-option',
          `${current.what} is under way, and only one runs at a time: call again when it is done, or cancel it.`,
        );
      }
      const running = work(closing.signal);
      current = { what, done: running.catch(() => undefined) };
      try {
        return await running;
      } finally {
        current = undefined;
      }
    },
    async close() {
      closing.abort();
      if (current === undefined) return;
      await current.done;
      await sleep(LAST_WORDS_MS);
    },
  };
}
