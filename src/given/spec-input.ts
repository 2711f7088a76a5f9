import { fileURLToPath } from 'node:url';
import { ScanError } from '../errors.ts';
import type { SpecInput } from '../scanning/read-inputs.ts';
import { readText } from './read-file.ts';
import { readStandardInput } from './standard-input.ts';

/** Stands for the name of a document that has none; what it refers to lies in the folder that the user works in. */
const FROM_STDIN = 'stdin:';

/** What it is shows in its content. */
const WHAT = 'document';

/**
 * A document, collection or recording as it was named: an address, a file that is read now, or `-` for standard input
 * where that is the user's to write.
 * @throws ScanError
 */
export function specInput(named: string, { stdin = false }: { readonly stdin?: boolean } = {}): SpecInput {
  if (/^https?:\/\//i.test(named)) {
    if (!URL.canParse(named)) throw new ScanError('invalid-option', `"${named}" is not a URL.`);
    return { url: new URL(named).href };
  }
  if (named === '-') {
    if (!stdin)
      throw new ScanError('invalid-option', 'The document cannot be read from standard input here.');
    return { uri: FROM_STDIN, text: readStandardInput(WHAT) };
  }
  if (/^file:/i.test(named)) {
    const path = fileOf(named);
    return { uri: path, text: readText(path, WHAT) };
  }
  return { uri: named, text: readText(named, WHAT) };
}

function fileOf(named: string): string {
  try {
    return fileURLToPath(named);
  } catch (cause) {
    throw new ScanError('invalid-option', `"${named}" names no file of this machine.`, { cause });
  }
}
