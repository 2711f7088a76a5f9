import { randomBytes } from 'node:crypto';
import type { AddressGuard } from '../../http/address-guard.ts';
import type { ListedHosts } from '../../http/listed-hosts.ts';
import type { TxtLookup } from '../../http/txt-records.ts';
import type { OwnershipRow } from '../store/ownership.ts';
import { keepToken, noteLook, ownershipOf } from '../store/ownership.ts';
import type { Queries, Store } from '../store/store.ts';
import { FILE_PATH, lookForProof, recordName } from './look.ts';

const TOKEN_BYTES = 24;
/** Hosts change hands. */
const HOLDS_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whether a scan may send credentials to an origin, or change something there. */
export type Standing =
  /** `isListed`: it is one of the operator's own networks, and the scan has to stay in it. */
  { readonly may: true; readonly isListed: boolean } | { readonly may: false; readonly says: string };

/** What a scan does that needs a proof. */
export interface Intent {
  readonly origin: string;
  readonly mode: 'safe' | 'active';
  readonly hasCredentials: boolean;
}

/** Proofs that hosts out in the world belong to those who have them scanned. */
export interface Ownership {
  /** False of the operator's own networks. */
  needsProof(origin: string): Promise<boolean>;
  proofOf(origin: string): Promise<OwnershipRow | undefined>;
  /** The token to publish. */
  begin(trx: Queries, origin: string): Promise<OwnershipRow>;
  /** Looks now. Undefined where nobody has begun. */
  check(origin: string): Promise<OwnershipRow | undefined>;
  /** Looks again where a proof is needed and too old. */
  standing(intent: Intent): Promise<Standing>;
  /** When a proof has to be looked for again. */
  validUntil(provenAt: Date): Date;
}

export interface OwnershipParts {
  readonly store: Store;
  readonly hosts: ListedHosts;
  readonly guard: AddressGuard;
  readonly txt: TxtLookup;
  readonly now: () => Date;
}

export function createOwnership({ store, hosts, guard, txt, now }: OwnershipParts): Ownership {
  const validUntil = (provenAt: Date) => new Date(provenAt.getTime() + HOLDS_DAYS * DAY_MS);

  async function needsProof(origin: string): Promise<boolean> {
    return !(await hosts.isListed(new URL(origin).hostname.replace(/^\[|\]$/g, '')));
  }

  async function check(origin: string): Promise<OwnershipRow | undefined> {
    const row = await ownershipOf(store.db, origin);
    if (row === undefined) return undefined;
    const look = await lookForProof(origin, row.token, { txt, guard });
    const at = now();
    if (look.found)
      return await noteLook(store.db, origin, {
        proven_at: at,
        proven_by: look.found,
        checked_at: at,
        problem: null,
      });
    // A name server that is away for a moment takes no proof back.
    const gone = look.isCertain ? { proven_at: null, proven_by: null } : {};
    return await noteLook(store.db, origin, { ...gone, checked_at: at, problem: look.problem });
  }

  return {
    needsProof,
    check,
    validUntil,
    proofOf: (origin) => ownershipOf(store.db, origin),
    begin: (trx, origin) => keepToken(trx, origin, randomBytes(TOKEN_BYTES).toString('base64url')),
    async standing({ origin, mode, hasCredentials }) {
      if (mode === 'safe' && !hasCredentials) return { may: true, isListed: false };
      if (!(await needsProof(origin))) return { may: true, isListed: true };
      let row = await ownershipOf(store.db, origin);
      const holds = () => row?.proven_at != null && validUntil(row.proven_at) > now();
      if (row !== undefined && !holds()) row = await check(origin);
      return holds() ? { may: true, isListed: false } : { may: false, says: refusal(origin, row) };
    },
  };
}

function refusal(origin: string, row: OwnershipRow | undefined): string {
  const { hostname } = new URL(origin);
  const name = recordName(origin);
  const ways = [
    ...(name === undefined ? [] : [`a TXT record at ${name}`]),
    `a file at ${origin}${FILE_PATH}`,
  ];
  const how =
    row === undefined
      ? 'POST /api/v1/apis/{id}/ownership of the API gives the text to publish'
      : 'GET /api/v1/apis/{id}/ownership of the API tells the text to publish';
  const found = row?.problem ? ` ${row.problem}` : '';
  return `Credentials and active scans are for hosts that are proven to be yours: ${hostname} is not.${found} Prove it by ${ways.join(' or ')}; ${how}.`;
}
