import { ScanError } from '../errors.ts';

/** Shells report a command that SIGINT ended with 128 + 2. */
export const INTERRUPTED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs work that ends early, with what it knows, on the first Ctrl-C; a second one means now, and `leaving` says what
 * is left undone.
 * @throws ScanError `stopped` where it was interrupted and had nothing to hand over
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  leaving: () => void = () => undefined,
): Promise<Result> {
  const interrupt = new AbortController();
  const onSignal = () => {
    if (interrupt.signal.aborted) {
      leaving();
      process.exit(INTERRUPTED);
    }
    interrupt.abort();
  };
  try {
    return await listening(onSignal, () => work(interrupt.signal));
  } catch (failure) {
    // Whatever broke off on the way: the user wanted it to end.
    if (!interrupt.signal.aborted) throw failure;
    throw new ScanError('stopped', 'Stopped before there was anything to report.', { cause: failure });
  }
}

/** Runs work that may be left at any moment: files are written whole or not at all. */
export function leftOnInterrupt<Result>(work: () => Promise<Result>): Promise<Result> {
  return listening(() => process.exit(INTERRUPTED), work);
}

/** One listener at a time: the innermost work is what the signal is for. */
async function listening<Result>(onSignal: () => void, work: () => Promise<Result>): Promise<Result> {
  const before = SIGNALS.map((name) => [name, process.listeners(name)] as const);
  for (const name of SIGNALS) process.removeAllListeners(name).on(name, onSignal);
  try {
    return await work();
  } finally {
    for (const [name, listeners] of before) {
      process.off(name, onSignal);
      for (const listener of listeners) process.on(name, listener);
    }
  }
}
