/**
 * Writes a new embedded database, with all tables, as one file beside the built store, so that the first start of `serve`
 * unpacks it: making one takes four seconds of processor time. Part of packing; a checkout does without.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openScanQueue } from '../src/server/queue/scan-queue.ts';
import { openStore } from '../src/server/store/open-store.ts';
import { packFolder } from '../src/server/store/template.ts';

const built = process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url));
const FILE = join(built, 'server/store/pglite-template.gz');
const folder = mkdtempSync(join(tmpdir(), 'middlebrick-template-'));
const log = (says: string) => void process.stderr.write(`${says}\n`);
try {
  const store = await openStore({ folder }, { log, lost: () => log('The lock was lost.') });
  const queue = await openScanQueue(store, false, log);
  await queue.stop();
  await store.execute('checkpoint');
  await store.close();
  const packed = await packFolder(join(folder, 'database'));
  writeFileSync(FILE, packed);
  process.stdout.write(`${FILE}: ${packed.length} bytes\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
