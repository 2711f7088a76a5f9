import { readFileSync } from 'node:fs';
import { ScanError } from '../errors.ts';

/** @throws ScanError unreadable-file that says what the file was wanted for */
export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : `${code}`;
    throw new ScanError('unreadable-file', `Cannot read the ${what} ${path}: ${why}.`, { cause });
  }
}
