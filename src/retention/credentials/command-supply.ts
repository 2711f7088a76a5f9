import { createHash } from 'node:crypto';
import { RetentionError } from '../errors.ts';
import { runCommand } from '../memory/command.ts';
import type { Supply } from './supply.ts';

const FIRST_BATCH = 200;
/** Text of one run of the command, characters: half of what is read of it at most. */
const BATCH_CHARS = 512 * 1_024;
const MOST_IN_BATCH = 1_000;
/** One that prints a single credential per run is slow; more at once would take the processor from what is measured. */
const COMMANDS_AT_ONCE = 2;
/** Kept ready, so that a wave need not wait, characters. */
const AHEAD_CHARS = 16 * 1_024 * 1_024;
const MOST_AHEAD = 20_000;
/** Of a run, seconds in which a slow command may work. */
const SECONDS = 25;

/**
 * Credentials that a shell command of the user prints, one a line, called in batches with the wished number in
 * MIDDLEBRICK_COUNT. It works beside the run and ahead of need. No message holds what it printed.
 */
export async function commandSupply(command: string): Promise<Supply> {
  const seen = new Set<string>();
  const ready: string[] = [];
  let [batch, taken, ended, closed] = [FIRST_BATCH, 0, false, false];
  let failure: unknown;

  const fetchBatch = async () => {
    const text = await runCommand(command, 'credential-source-failed', { MIDDLEBRICK_COUNT: String(batch) });
    let fresh = 0;
    for (const line of text.split('\n')) {
      const credential = line.trim();
      if (credential === '') continue;
      // The digest alone: forty thousand long tokens would be most of our own memory.
      const digest = createHash('sha256').update(credential).digest('base64').slice(0, 22);
      if (seen.has(digest)) continue;
      seen.add(digest);
      ready.push(credential);
      fresh += 1;
    }
    if (fresh === 0) ended = true;
  };

  const started = performance.now();
  await fetchBatch();
  const first = ready[0];
  if (first === undefined)
    throw new RetentionError('credential-source-failed', `The command \`${command}\` printed no credential.`);
  const perSecond = ((ready.length * 1_000) / (performance.now() - started)) * COMMANDS_AT_ONCE;
  const ahead = Math.min(MOST_AHEAD, Math.ceil(AHEAD_CHARS / first.length));
  const printed = ready.length;
  batch = Math.max(1, Math.min(MOST_IN_BATCH, Math.floor(BATCH_CHARS / first.length)));

  let working: Promise<unknown> | undefined;
  /** Runs until enough is ready; whoever waits for more waits for its rounds. */
  const work = () => {
    if (working !== undefined || ended || closed || failure !== undefined || ready.length >= ahead) return;
    working = Promise.all(Array.from({ length: COMMANDS_AT_ONCE }, fetchBatch))
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => {
        working = undefined;
        work();
      });
  };
  work();
  return {
    get most() {
      return Math.max(printed, Math.floor(perSecond * SECONDS)) - taken;
    },
    async take(count) {
      while (ready.length < count && !ended) {
        if (failure !== undefined) throw failure;
        work();
        await working;
      }
      const some = ready.splice(0, count);
      taken += some.length;
      work();
      return some;
    },
    async close() {
      closed = true;
      await working;
      return [];
    },
  };
}
