import type { Speakers, StoredCredential, StoredIdentity } from '../given/stored-credentials.ts';
import { speakersOf } from '../given/stored-credentials.ts';
import type { Access } from './store/access.ts';
import { sealedCredentials } from './store/credentials.ts';
import type { Queries } from './store/store.ts';
import type { Vault } from './vault/vault.ts';

/** The users of an API with their credentials, opened: for nobody but the process of a scan. */
export interface OpenedIdentities {
  readonly stored: readonly StoredIdentity[];
  readonly secrets: readonly string[];
}

/** @throws ScanError where they cannot stand beside one another, VaultProblem where one does not open */
export async function openIdentities(
  db: Queries,
  vault: Vault,
  identities: Access['identities'],
): Promise<OpenedIdentities> {
  const sealed = await sealedCredentials(
    db,
    identities.map(({ credential_id }) => credential_id),
  );
  const stored = identities.map(({ name, role, credential_id }) => ({
    name,
    role,
    credential: JSON.parse(
      vault.open(sealed.get(credential_id) ?? '', { table: 'credentials', id: credential_id }),
    ) as StoredCredential,
  }));
  const { secrets }: Speakers = speakersOf(stored);
  return { stored, secrets };
}
