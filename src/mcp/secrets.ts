import { ScanError } from '../errors.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import { createSecretReader } from '../given/secret-values.ts';

/** Variables that are meant for us by their name. */
const OURS = /^MIDDLEBRICK_/;

/**
 * Reads `env:NAME`, but only what the user set aside for this: whoever can talk an assistant into a call must not be able to
 * have any variable of this machine sent to a host of their choice.
 */
export function permittedSecrets(env: NodeJS.ProcessEnv, permitted: readonly string[]): ReadSecret {
  const read = createSecretReader(env, { stdin: false });
  return (value, name) => {
    const variable = /^env:(\w+)$/.exec(value)?.[1];
    if (variable !== undefined && !OURS.test(variable) && !permitted.includes(variable)) {
      throw new ScanError(
        'invalid-option',
        `${name}: the variable ${variable} is not set aside for scans. Names that begin with MIDDLEBRICK_ are; the user can add others with "middlebrick mcp --env ${variable}".`,
      );
    }
    return read(value, name);
  };
}
