import type { Reach } from '../load/loader.ts';
import type { CheckedOptions } from '../options.ts';
import { commandSupply } from './command-supply.ts';
import { issueOf } from './issue-scope.ts';
import { issuedSupply } from './issued-supply.ts';
import { listedSupply } from './listed-supply.ts';
import type { Supply } from './supply.ts';
import { templateSupply } from './template-supply.ts';
import { tokenSupply } from './token-supply.ts';

/** Opens what the options name; random credentials where they name nothing. Rejects with RetentionError. */
export async function openSupply(
  options: CheckedOptions,
  reach: Reach,
  signal: AbortSignal,
): Promise<Supply> {
  const { credentials, credentialCommand, issue } = options;
  if (credentials !== undefined) return listedSupply(credentials);
  if (credentialCommand !== undefined) return commandSupply(credentialCommand);
  if (issue !== undefined)
    return issuedSupply({ reach, ...issueOf(options, issue), headers: options.headers ?? {}, signal });
  return options.arm === 'jwt' ? tokenSupply(options.jwt ?? {}) : templateSupply(options.template);
}
