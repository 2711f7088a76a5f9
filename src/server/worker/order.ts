import { ScanError } from '../../errors.ts';
import { parseTarget } from '../../target.ts';
import { openIdentities } from '../identities.ts';
import type { Ownership } from '../ownership/ownership.ts';
import { accessOf } from '../store/access.ts';
import { noteCredentialUse } from '../store/credentials.ts';
import { acceptedOf } from '../store/findings.ts';
import type { Claim } from '../store/running-scans.ts';
import type { ScanSettings } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { VaultProblem } from '../vault/vault.ts';
import type { ScanOrder } from './messages.ts';

/** What orders are made of. */
export interface Orders {
  readonly store: Store;
  readonly vault: Vault;
  readonly ownership: Ownership;
  readonly allow: readonly string[];
  readonly journals: string;
}

/** A scan that must not begin. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** All that the process of a scan has to know, and what of it must not be printed. @throws Refusal */
export async function orderFor(
  { store, vault, ownership, allow, journals }: Orders,
  { scan, api }: Claim,
): Promise<{ readonly order: ScanOrder; readonly secrets: readonly string[] }> {
  const access = await accessOf(store.db, api.id);
  const { origin, hostname } = parseTarget(api.url);
  const hasCredentials = access.identities.length > 0;
  if (hasCredentials && access.origin !== origin)
    throw new Refusal('other-origin', `The credentials of this API may be sent to ${access.origin} only.`);
  const standing = await ownership.standing({ origin, mode: scan.mode, hasCredentials });
  if (!standing.may) throw new Refusal('ownership-not-proven', standing.says);
  const opened = await openIdentities(store.db, vault, access.identities).catch((failure) => {
    if (failure instanceof VaultProblem) throw new Refusal('encryption-key', failure.message);
    if (failure instanceof ScanError) throw new Refusal(failure.code, failure.message);
    throw failure;
  });
  await noteCredentialUse(
    store.db,
    access.identities.map(({ credential_id }) => credential_id),
  );
  const order: ScanOrder = {
    id: scan.id,
    url: api.url,
    specUrl: api.spec_url,
    mode: scan.mode,
    settings: scan.options as ScanSettings,
    accepted: await acceptedNow(store, api.id),
    identities: opened.stored,
    roles: access.roles,
    allow,
    listedHost: standing.isListed ? hostname.replace(/^\[|\]$/g, '') : null,
    journals,
  };
  return { order, secrets: opened.secrets };
}

async function acceptedNow(store: Store, api: string) {
  const accepted = await acceptedOf(store.db, api);
  return accepted.map(({ fingerprint, state, reason, until }) => ({
    finding: fingerprint,
    reason: reason ?? (state === 'accepted' ? 'accepted' : 'false positive'),
    ...(until === null ? {} : { until }),
  }));
}
