import { existsSync } from 'node:fs';
import { openArchive, readResult } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import { ScanError } from '../errors.ts';
import type { ScanResult } from '../result.ts';

/**
 * A result that the user named: a file, a scan id or its beginning, or `last`.
 * @throws ScanError unreadable-file
 */
export async function namedResult(name: string): Promise<ScanResult> {
  if (existsSync(name)) return readResult(name);
  const found = await openArchive(archiveFolder(process.env)).named(name);
  if (found) return found;
  throw new ScanError(
    'unreadable-file',
    `"${name}" is neither a result file nor the id of a kept scan; "middlebrick results" lists those.`,
  );
}
