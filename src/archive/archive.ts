import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScanError } from '../errors.ts';
import type { ScanResult } from '../result.ts';
import { scanResult } from '../result.ts';

/** Past scans as files, one each, readable by their owner only: they tell where an API is weak. */
export interface Archive {
  save(result: ScanResult): Promise<string>;
  /** Newest first. */
  list(): Promise<readonly ScanResult[]>;
}

export function openArchive(folder: string): Archive {
  return {
    async save(result) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${result.startedAt.replace(/[:.]/g, '-')}_${result.id}.json`);
      // Written beside and renamed: a reader never sees half a file.
      await writeFile(`${path}.part`, JSON.stringify(result), { mode: 0o600, flag: 'wx' });
      await rename(`${path}.part`, path);
      return path;
    },
    async list() {
      const names = await readdir(folder).catch(() => [] as string[]);
      const newestFirst = names
        .filter((name) => name.endsWith('.json'))
        .sort()
        .reverse();
      const results = await Promise.all(
        newestFirst.map((name) => readResult(join(folder, name)).catch(() => undefined)),
      );
      return results.filter((result) => result !== undefined);
    },
  };
}

/**
 * Reads a result that `--format json` or the archive wrote.
 * @throws ScanError unreadable-file
 */
export async function readResult(path: string): Promise<ScanResult> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ScanError('unreadable-file', `Cannot read ${path}.`, { cause });
  }
  try {
    return scanResult.parse(JSON.parse(text));
  } catch (cause) {
    throw new ScanError('unreadable-file', `${path} is not a middlebrick result (--format json).`, { cause });
  }
}
