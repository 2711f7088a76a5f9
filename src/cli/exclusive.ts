import { ScanError } from '../errors.ts';

/** Of flags that say the same thing in different ways only one may be given. @throws ScanError invalid-option */
export function atMostOne(flags: readonly (readonly [flag: string, value: string | undefined])[]): void {
  const given = flags.filter(([, value]) => value !== undefined).map(([flag]) => flag);
  if (given.length > 1)
    throw new ScanError('invalid-option', `${given.join(' and ')} exclude each other: give one.`);
}
