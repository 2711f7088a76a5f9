import type { CredentialPlace } from './arms/arm.ts';
import type { CertificateSupply } from './arms/certificate-arm.ts';
import type { JwtOptions } from './arms/jwt-arm.ts';
import { RetentionError } from './errors.ts';
import type { MemoryOptions } from './memory/find-source.ts';
import type { MemorySource } from './memory/memory-source.ts';
import type { Profile } from './plan.ts';
import type { ArmName } from './vocabulary.ts';

/** Everything that the probe can be told. Only the target and the consent are needed. */
export interface RetentionOptions {
  readonly url: string;
  /** The user names the host once more: must equal the host of `url`, with its port or without. */
  readonly consentHost: string;
  readonly method?: 'GET' | 'HEAD' | undefined;
  /** Sent with every request as they are. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly arm?: ArmName | undefined;
  /** Where the credential travels; default: header `authorization`, `Bearer `. */
  readonly place?: CredentialPlace | undefined;
  /** Form of a credential, such as `sk_live_{hex:32}`; without one it is random text of the longest accepted size. */
  readonly template?: string | undefined;
  readonly jwt?: JwtOptions | undefined;
  readonly certificates?: CertificateSupply | undefined;
  /** CA of the server, PEM; `verify: false` accepts any; `tls` is a client certificate for arms other than certificate. */
  readonly ca?: string | undefined;
  readonly verify?: boolean | undefined;
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** full: up to 60 k requests in about 40 s. quick: about 7 k in 8 s, for classes A and C. */
  readonly profile?: Profile | undefined;
  /** Silence after the first wave, seconds, at most 40: state the time to live of the target's cache plus one. */
  readonly idleSeconds?: number | undefined;
  /** Fewer requests than the limits allow, where other runs have used some of them up. */
  readonly mostRequests?: number | undefined;
  /** Memory that the service may use, bytes, and fresh credentials an hour of ordinary traffic: how long it lasts. */
  readonly memoryLimitBytes?: number | undefined;
  readonly newPerHour?: number | undefined;
  readonly memory?: MemoryOptions | undefined;
  /** A memory source made elsewhere, instead of `memory`. */
  readonly source?: MemorySource | undefined;
}

const DEFAULT_PLACE: CredentialPlace = { in: 'header', name: 'authorization', prefix: 'Bearer ' };
/** A run has 90 s; longer silence would leave no time for the waves. */
const MOST_IDLE_SECONDS = 40;

export type CheckedOptions = RetentionOptions & {
  readonly target: URL;
  readonly arm: ArmName;
  readonly place: CredentialPlace;
  readonly profile: Profile;
  readonly method: 'GET' | 'HEAD';
};

/** Throws RetentionError `bad-option` or `consent-missing` with what to change. */
export function checkOptions(options: RetentionOptions): CheckedOptions {
  const target = URL.canParse(options.url) ? new URL(options.url) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol))
    throw new RetentionError('bad-option', `\`${options.url}\` is not an http or https address.`);
  const consent = options.consentHost.trim().toLowerCase();
  if (consent !== target.host && consent !== target.hostname)
    throw new RetentionError(
      'consent-missing',
      `The probe puts load on ${target.host} and may leave memory pinned there: agree by naming that host, not \`${options.consentHost}\`.`,
    );
  const method = options.method ?? 'GET';
  if (method !== 'GET' && method !== 'HEAD')
    throw new RetentionError('bad-option', 'Only GET and HEAD are sent.');
  const arm = options.arm ?? (options.certificates ? 'certificate' : options.jwt ? 'jwt' : 'credential');
  if (arm === 'certificate' && (options.certificates === undefined || target.protocol !== 'https:'))
    throw new RetentionError(
      'bad-option',
      'The certificate arm needs an https target and a CA key with its certificate, or a folder of client certificates.',
    );
  if (
    options.idleSeconds !== undefined &&
    !(options.idleSeconds >= 0 && options.idleSeconds <= MOST_IDLE_SECONDS)
  )
    throw new RetentionError('bad-option', `Idle seconds go from 0 to ${MOST_IDLE_SECONDS}.`);
  return {
    ...options,
    target,
    arm,
    method,
    place: options.place ?? DEFAULT_PLACE,
    profile: options.profile ?? 'full',
  };
}
