import type { Vault } from '../vault/vault.ts';
import type { ChannelSecrets } from './channel-settings.ts';

/** @throws VaultProblem */
export function sealSecrets(vault: Vault, channel: string, secrets: ChannelSecrets): string {
  return vault.seal(JSON.stringify(secrets), { table: 'channels', id: channel });
}

/** @throws VaultProblem */
export function openSecrets(
  vault: Vault,
  { id, secrets }: { readonly id: string; readonly secrets: string },
): ChannelSecrets {
  return JSON.parse(vault.open(secrets, { table: 'channels', id })) as ChannelSecrets;
}
