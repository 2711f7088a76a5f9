import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ScanError } from '../../errors.ts';

/** What a helper says once it holds the lock; it holds it until its standard input ends, as it does when we are killed. */
const HELD = 'held';
/** Told apart from a helper that is not installed. */
const TAKEN = 75;

/** Node has no flock(2). Linux has the first, macOS the second. */
const HELPERS: readonly (readonly [program: string, words: (file: string) => readonly string[]])[] = [
  ['flock', (file) => ['-n', '-E', `${TAKEN}`, file, 'sh', '-c', `echo ${HELD}; exec cat >/dev/null`]],
  [
    'perl',
    (file) => [
      '-MFcntl=:flock',
      '-e',
      `open F,">>",shift or exit 1;flock(F,LOCK_EX|LOCK_NB) or exit ${TAKEN};$|=1;print "${HELD}\\n";1 while <STDIN>`,
      file,
    ],
  ],
];

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Keeps a second process out of the folder for as long as this one lives, whatever ends it. Two on one folder of the
 * embedded database would lose rows without a word.
 * @param lost called where the lock is gone although nobody released it: nothing may be written any more
 * @throws ScanError invalid-option
 */
export async function lockFolder(folder: string, file: string, lost: () => void): Promise<FolderLock> {
  closeSync(openSync(file, 'a', 0o600));
  for (const [program, words] of HELPERS) {
    // In a session of its own, so that Ctrl-C does not end it before the database is closed.
    const helper = spawn(program, words(file), { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    helper.stdin.on('error', () => undefined);
    const ended = new Promise<number | null>((resolve) => {
      helper.once('error', () => resolve(null));
      helper.once('exit', (code) => resolve(code));
    });
    const said = Promise.race([
      once(createInterface(helper.stdout), 'line').then(([line]) => line === HELD),
      ended.then((code) => code),
    ]);
    const outcome = await said;
    if (outcome === TAKEN) {
      throw new ScanError(
        'invalid-option',
        `Another middlebrick serves from ${folder}: stop it, name another folder (--data), or let both use one PostgreSQL (DATABASE_URL).`,
      );
    }
    if (outcome !== true) continue;
    let isReleased = false;
    void ended.then(() => {
      if (!isReleased) lost();
    });
    return {
      async release() {
        isReleased = true;
        helper.stdin.end();
        await ended;
      },
    };
  }
  throw new ScanError(
    'invalid-option',
    'The embedded database needs "flock" or "perl" on this machine to keep a second process out of its folder: install one, or name a PostgreSQL (DATABASE_URL).',
  );
}
