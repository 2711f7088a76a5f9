import type { SpecInput } from '../scanning/read-spec.ts';
import { readText } from './read-file.ts';

/** An OpenAPI document as it was named: an address, or a file that is read now. @throws ScanError unreadable-file */
export function specInput(named: string): SpecInput {
  return /^https?:\/\//i.test(named)
    ? { url: named }
    : { uri: named, text: readText(named, 'OpenAPI document') };
}
