import type { SpecInput } from '../scanning/read-inputs.ts';
import { specInput } from './spec-input.ts';

/** Stands for the name of what was typed as it is. */
const TYPED = '(--request)';
const CURL = /^\s*(?:\$ )?(?:\S*[\\/])?curl(?:\.exe)?\s/;
const REQUEST_LINE = /^\s*[A-Z]{1,20}\s+(?:\/|https?:\/\/)\S*(?:\s+HTTP\/[\d.]+)?\s*(?:\n|$)/;

/**
 * Requests as they were named: a curl command, a request as it goes over the wire, or a file of either. Commands are
 * read together, as those of one file are.
 * @throws ScanError
 */
export function requestInputs(named: readonly string[]): SpecInput[] {
  const commands = named.filter((one) => CURL.test(one));
  const others = named.filter((one) => !CURL.test(one));
  return [
    ...(commands.length === 0 ? [] : [{ uri: TYPED, text: commands.join('\n') }]),
    ...others.map((one) => (REQUEST_LINE.test(one) ? { uri: TYPED, text: one } : specInput(one))),
  ];
}
