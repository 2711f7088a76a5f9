import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ScanError } from '../errors.ts';
import { counted } from '../report/words.ts';
import { leftOnInterrupt } from './interrupt.ts';
import { printWords } from './outputs.ts';
import { serverFolder } from './server-folder.ts';
import { tell } from './terminal.ts';

export interface RestoreFlags {
  readonly data?: string;
  readonly replace?: boolean;
}

/** `middlebrick restore`: while no server runs. What was there stays until all of the backup is in its place. */
export async function restoreCommand(named: string, flags: RestoreFlags): Promise<number> {
  const file = resolve(named);
  if (!existsSync(file)) throw new ScanError('invalid-option', `There is no file ${file}.`);
  const { openStore } = await import('../server/store/open-store.ts');
  const { restore } = await import('../server/store/restore.ts');
  const { linesOf } = await import('../server/store/backup-file.ts');
  return await leftOnInterrupt(async () => {
    const store = await openStore(serverFolder(flags, process.env), { log: tell, lost: () => undefined });
    try {
      const { rows, head } = await restore(store, linesOf(file), flags.replace ?? false);
      await printWords(
        `${counted(rows, 'row')} of ${head.at} restored to ${store.name}. API keys and passwords are those of that time.\n`,
      );
    } finally {
      await store.close();
    }
    return 0;
  });
}
