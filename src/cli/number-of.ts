import { ScanError } from '../errors.ts';

/** A number that was typed for a flag; undefined where none was. @throws ScanError invalid-option */
export function numberOf(
  typed: string | undefined,
  flag: string,
  least: number,
  most: number,
): number | undefined {
  if (typed === undefined) return undefined;
  const value = Number(typed);
  if (typed.trim() === '' || Number.isNaN(value) || value < least || value > most) {
    throw new ScanError('invalid-option', `${flag} takes a number from ${least} to ${most}, not "${typed}".`);
  }
  return value;
}
