import { readFileSync } from 'node:fs';
import { ScanError } from '../errors.ts';

/**
 * A secret as the user wrote it: `env:NAME` is read from the environment, `-` from standard input (once, first line),
 * anything else is taken as it stands.
 * @throws ScanError invalid-option
 */
export function createSecretReader(env: NodeJS.ProcessEnv): (value: string, flag: string) => string {
  let stdinTaken = false;
  return (value, flag) => {
    if (value === '-') {
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
