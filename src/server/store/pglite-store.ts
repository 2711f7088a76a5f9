import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import v8 from 'node:v8';
import type { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { ScanError } from '../../errors.ts';
import { lockFolder } from './folder-lock.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';
import { unpackFolder } from './template.ts';
import { createTurn } from './turn.ts';
import { watchPGlite } from './watched-pglite.ts';

/** PostgreSQL's own 128 MB would be a hundred of memory more; an embedded database is small. */
const SETTINGS = ['-c', 'shared_buffers=16MB', '-c', 'work_mem=8MB', '-c', 'max_wal_size=64MB'];

/** A new database, ready to be unpacked: making one takes four seconds. Packages have it, a checkout does not. */
const TEMPLATE = new URL('./pglite-template.gz', import.meta.url);

/**
 * Opens the embedded database below this folder, and makes it where there is none.
 * @param lost called where another process might write to the folder from now on
 * @throws ScanError where another process has it, its disk is full, or PGlite is not installed
 */
export async function openPGliteStore(folder: string, lost: (why: string) => void): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(folder, join(folder, 'lock'), () => lost(UNLOCKED));
  try {
    const { PGlite, extensions } = await loaded();
    const dataDir = join(folder, 'database');
    const startParams = [...PGlite.defaultStartParams, ...SETTINGS];
    if (!existsSync(dataDir))
      await makeDatabase(dataDir, (part) => PGlite.create({ dataDir: part, startParams, extensions }));
    const database = await PGlite.create({ dataDir, startParams, extensions });
    const watched = watchPGlite(database, lost);
    const turn = createTurn();
    const db = new Kysely<Database>({ dialect: pgliteDialect(database, turn) });
    return {
      db,
      isShared: false,
      name: `embedded in ${folder}`,
      async execute(text, values) {
        const done = await turn.take();
        try {
          if (values && values.length > 0) return await database.query(text, [...values]);
          const results = await database.exec(text);
          await setImmediate();
          return results.findLast(({ fields }) => fields.length > 0) ?? { rows: [] };
        } finally {
          done();
        }
      },
      others: async () => 0,
      async close() {
        await db.destroy();
        await watched.close();
        await lock.release();
      },
    };
  } catch (failure) {
    await lock.release();
    throw failure instanceof ScanError ? failure : await notOpened(folder, failure as Error);
  }
}

/** A new database, and as much again of its log: what it needs to begin. */
const LEAST_MB = 64;

async function notOpened(folder: string, cause: Error): Promise<ScanError> {
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20);
  const why =
    freeMb < LEAST_MB ? `its disk has ${freeMb} MB left, and it needs ${LEAST_MB} to start` : cause.message;
  return new ScanError('unreachable', `The embedded database in ${folder} does not open: ${why}.`, { cause });
}

const UNLOCKED = 'The lock of the data folder is gone: another process could write to it.';

/** Beside its place, and moved there: whoever is killed meanwhile leaves no half of a database. */
async function makeDatabase(place: string, make: (part: string) => Promise<PGlite>): Promise<void> {
  const part = `${place}.part`;
  await rm(part, { recursive: true, force: true });
  const template = await readFile(TEMPLATE).catch(() => undefined);
  if (template) await unpackFolder(template, part);
  else await (await make(part)).close();
  await chmod(part, 0o700);
  await rename(part, place);
}

async function loaded() {
  // Optimised code of the whole database would be 70 MB of memory and a third of the time of a start.
  v8.setFlagsFromString('--liftoff-only');
  try {
    const [{ PGlite }, { pg_trgm }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/contrib/pg_trgm'),
    ]);
    return { PGlite, extensions: { pg_trgm } };
  } catch (cause) {
    throw new ScanError(
      'invalid-option',
      'The embedded database is not installed here (npm install @electric-sql/pglite), and DATABASE_URL names no PostgreSQL.',
      { cause },
    );
  }
}
