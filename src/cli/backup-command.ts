import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ScanError } from '../errors.ts';
import { leftOnInterrupt } from './interrupt.ts';
import { printWords } from './outputs.ts';
import { detailIn, send } from './server-client.ts';
import { serverFolder } from './server-folder.ts';
import { tell } from './terminal.ts';
import { uploadPlace } from './upload.ts';

export interface BackupFlags {
  readonly data?: string;
}

/**
 * `middlebrick backup`: from the server that MIDDLEBRICK_URL names, else from the PostgreSQL of DATABASE_URL, whatever runs
 * on it, else from the folder of the embedded database, which only one process can open.
 */
export async function backupCommand(named: string, flags: BackupFlags): Promise<number> {
  const file = resolve(named);
  const { env } = process;
  return await leftOnInterrupt(async () => {
    if (env.MIDDLEBRICK_URL) await fetched(file, env);
    else {
      const { openStore } = await import('../server/store/open-store.ts');
      const { writeBackup } = await import('../server/store/backup-file.ts');
      const store = await openStore(serverFolder(flags, env), {
        log: tell,
        lost: () => undefined,
      }).catch(withHint);
      try {
        await writeBackup(store, file);
      } finally {
        await store.close();
      }
    }
    await printWords(`${file} is written: keep it as you keep the database.\n`);
    return 0;
  });
}

/** Who runs a server on this folder need not stop it. */
function withHint(failure: unknown): never {
  if (!(failure instanceof ScanError) || !failure.message.startsWith('Another middlebrick serves'))
    throw failure;
  throw new ScanError(
    'invalid-option',
    'A server runs on this folder: let it write the backup (MIDDLEBRICK_URL, and in MIDDLEBRICK_API_KEY a key of the scope "admin"), or stop it.',
    { cause: failure },
  );
}

async function fetched(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { url, key } = uploadPlace(env);
  const refused = (why: string, cause?: unknown) =>
    new ScanError('unreachable', `${url} gave no backup: ${why}`, { cause });
  const part = `${file}.part`;
  try {
    const response = await send(`${url}/api/v1/backup`, 'GET', key);
    if (!response.ok || response.body === null)
      throw refused(detailIn(await response.text()) ?? `it answered ${response.status}.`);
    await rm(part, { force: true });
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(body, createWriteStream(part, { mode: 0o600, flush: true }));
    await rename(part, file);
  } catch (cause) {
    if (cause instanceof ScanError) throw cause;
    throw refused(`${(cause as Error).message}.`, cause);
  } finally {
    await rm(part, { force: true });
  }
}
