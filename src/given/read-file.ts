import { ScanError } from '../errors.ts';
import { readRegularFile } from './regular-file.ts';

/** @throws ScanError unreadable-file that says what the file was wanted for */
export function readText(path: string, what: string): string {
  try {
    return readRegularFile(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ScanError('unreadable-file', `Cannot read the ${what} ${path}: ${why}.`, { cause });
  }
}
