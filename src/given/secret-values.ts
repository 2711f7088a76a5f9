import { readFileSync } from 'node:fs';
import { ScanError } from '../errors.ts';

export type ReadSecret = (value: string, flag: string) => string;

/**
 * A secret as the user wrote it: `env:NAME` is read from the environment, `-` from standard input (once, first line),
 * anything else is taken as it stands. Where standard input is not the user's to write, `-` is refused.
 * @throws ScanError invalid-option
 */
export function createSecretReader(
  env: NodeJS.ProcessEnv,
  { stdin = true }: { readonly stdin?: boolean } = {},
): ReadSecret {
  let stdinTaken = false;
  return (value, flag) => {
    if (value === '-') {
      if (!stdin) throw new ScanError('invalid-option', `${flag}: standard input is taken; write env:NAME.`);
      if (stdinTaken)
        throw new ScanError('invalid-option', 'Only one secret can be read from standard input.');
      stdinTaken = true;
      const [line = ''] = readFileSync(0, 'utf8').split(/\r?\n/);
      if (line === '') throw new ScanError('invalid-option', `${flag}: standard input is empty.`);
      return line;
    }
    const name = /^env:(\w+)$/.exec(value)?.[1];
    if (name === undefined) return value;
    const held = env[name];
    if (held === undefined || held === '') {
      throw new ScanError('invalid-option', `${flag}: the environment variable ${name} is not set.`);
    }
    return held;
  };
}

/** `X-Api-Key=env:NAME`: the name stays, what follows it is read as a secret. */
export function secretAfterName(
  written: string,
  separator: string,
  flag: string,
  secret: ReadSecret,
): string {
  const at = written.indexOf(separator.trim());
  if (at < 0) return written;
  return `${written.slice(0, at)}${separator}${secret(written.slice(at + 1).trim(), flag)}`;
}
