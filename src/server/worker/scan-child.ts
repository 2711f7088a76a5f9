import { spawn } from 'node:child_process';
import { createRedactor } from '../../redaction/redactor.ts';
import type { FromScan, ScanOrder, ToScan } from './messages.ts';

/** Program and words that start `runScanProcess` with a channel to its parent. */
export type ScanCommand = readonly [program: string, ...words: string[]];

export type Outcome = Exclude<FromScan, { type: 'event' }> | { readonly type: 'died'; readonly how: string };

export interface ScanChild {
  readonly outcome: Promise<Outcome>;
  /** Lets it clean up what it made; it is killed where that takes too long. */
  stop(): void;
  kill(): void;
}

/** Where the database is, and what opens what it holds. */
const OURS = /^(?:DATABASE_URL|PG\w+|MIDDLEBRICK_\w+)$/;

/** What an active scan made is removed after the signal too (`journal/clean-up.ts`). */
const LAST_WORDS_MS = 30_000;

export function startScan(
  [program, ...words]: ScanCommand,
  order: ScanOrder,
  secrets: readonly string[],
  onEvent: (event: Extract<FromScan, { type: 'event' }>['event']) => void,
  log: (says: string) => void,
): ScanChild {
  const child = spawn(program, words, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // A scan reads what strangers send: what it does not need it does not have.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name))),
    // Ctrl-C is for the server: it tells its scans.
    detached: true,
  });
  let said: Outcome | undefined;
  const outcome = new Promise<Outcome>((resolve) => {
    child.on('message', (message: FromScan) => {
      if (message.type === 'event') return onEvent(message.event);
      said = message;
      // It has nothing else to say, and would wait for us.
      if (child.connected) child.disconnect();
      resolve(message);
    });
    child.once('error', ({ message }) => resolve({ type: 'died', how: message }));
    child.once('exit', (code, signal) => {
      const how = signal ? `ended by ${signal}` : `ended with code ${code}`;
      const end = () => resolve(said ?? { type: 'died', how });
      // What it said last may still be on its way.
      if (child.connected) child.once('disconnect', end);
      else end();
    });
  });
  const { text: clean } = createRedactor(secrets);
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => log(`scan ${order.id}: ${clean(text.trim())}`));
  const say = (message: ToScan) => {
    // One that is about to end hears nothing more.
    if (child.connected) child.send(message, () => undefined);
  };
  say({ type: 'scan', order });
  return {
    outcome,
    stop() {
      say({ type: 'stop' });
      const late = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS_MS);
      void outcome.finally(() => clearTimeout(late));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
