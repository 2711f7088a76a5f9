import type { Vault } from '../vault/vault.ts';
import type { ChannelSecrets } from './channel-settings.ts';

/** @throws VaultProblem */
export function sealSecrets(vault: Vault, secrets: ChannelSecrets): string {
  return vault.seal(JSON.stringify(secrets));
}

/** @throws VaultProblem */
export function openSecrets(vault: Vault, sealed: string): ChannelSecrets {
  return JSON.parse(vault.open(sealed)) as ChannelSecrets;
}
