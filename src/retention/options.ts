import type { CredentialPlace } from './arms/arm.ts';
import { bodiesOf } from './arms/body.ts';
import type { CertificateSupply } from './arms/certificate-arm.ts';
import { issueOf } from './credentials/issue-scope.ts';
import type { Credential } from './credentials/supply.ts';
import type { JwtOptions } from './credentials/token-supply.ts';
import { RetentionError } from './errors.ts';
import { METHODS, type Method } from './load/loader.ts';
import { unixAddress } from './load/unix-address.ts';
import { type Wires, wiresOf } from './load/wires.ts';
import type { MemoryOptions } from './memory/find-source.ts';
import type { MemorySource } from './memory/memory-source.ts';
import { type Profile, sizesFor } from './plan.ts';
import type { ArmName } from './vocabulary.ts';

/** Everything that the probe can be told. Only the target and the consent are needed. */
export interface RetentionOptions {
  readonly url: string;
  /** The user names the host once more: must equal the host of `url`, with its port or without. */
  readonly consentHost: string;
  /** POST, PUT and PATCH change something in the target: they need `active`. */
  readonly method?: Method | undefined;
  readonly active?: boolean | undefined;
  /** Body of each request, in the form of a template; a fresh one each time in the payload arm. */
  readonly bodyTemplate?: string | undefined;
  /** Length of a body whose template has a filler, bytes: fresh ones grow from one to the other, again and again. */
  readonly bodyBytes?: { readonly from: number; readonly to: number } | undefined;
  /** Prior knowledge on http addresses, ALPN on https. */
  readonly http2?: boolean | undefined;
  /** The target listens on this socket of the file system; `url` gives Host and path. Or write unix:/socket:/path there. */
  readonly socketPath?: string | undefined;
  /** First message on each WebSocket. */
  readonly hello?: string | undefined;
  /** Sent with every request as they are. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly arm?: ArmName | undefined;
  /** Where the credential travels; default: header `authorization`, `Bearer `. */
  readonly place?: CredentialPlace | undefined;
  /** Form of a credential, such as `sk_live_{hex:32}`; without one it is random text of the longest accepted size. */
  readonly template?: string | undefined;
  readonly jwt?: JwtOptions | undefined;
  /** Valid credentials, each asked with once. */
  readonly credentials?: readonly Credential[] | undefined;
  /** Shell command that prints valid credentials, one a line, MIDDLEBRICK_COUNT of them. */
  readonly credentialCommand?: string | undefined;
  /** Request that makes the API itself issue a credential: `POST /keys {"name":"mb-{n}"} -> $.key`. */
  readonly issue?: string | undefined;
  /** Request that removes one again: `DELETE /keys/{id}`; else by `Location` or the id of the answer. */
  readonly issueRemove?: string | undefined;
  readonly certificates?: CertificateSupply | undefined;
  /** CA of the server, PEM; `verify: false` accepts any; `tls` is a client certificate for arms other than certificate. */
  readonly ca?: string | undefined;
  readonly verify?: boolean | undefined;
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Header of another name that says how many requests a rate limit leaves. */
  readonly limitHeader?: string | undefined;
  /** full: up to 60 k requests in about 40 s. quick: about 7 k in 8 s, for classes A and C. */
  readonly profile?: Profile | undefined;
  /** Silence after the first wave, seconds, at most 40: state the time to live of the target's cache plus one. */
  readonly idleSeconds?: number | undefined;
  /** Repeated waves for so many seconds instead of a run of a minute; with `watch`, when to end. */
  readonly durationSeconds?: number | undefined;
  /** Sends nothing: reads memory, and the request counters of a metrics page, under the service's own traffic. */
  readonly watch?: boolean | undefined;
  /** The run that this one is held against: credentials are as long, where their length is ours to choose. */
  readonly like?: { readonly arm: string; readonly credentialBytes: number } | undefined;
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
const LEAST_BODY = 32;
/** Above it most services refuse by length alone, bytes. */
const MOST_BODY = 65_536;
/** A run has 90 s; longer silence would leave no time for the waves. */
const MOST_IDLE_SECONDS = 40;
/** In less than a minute waves can not be repeated; more than a day is the work of a monitor. */
export const DURATION_SECONDS = { least: 60, most: 86_400 };

export type CheckedOptions = RetentionOptions & {
  readonly target: URL;
  readonly arm: ArmName;
  readonly place: CredentialPlace;
  readonly profile: Profile;
  readonly method: Method;
  readonly wires: Wires;
  /** Bytes of every credential, where another run says so. */
  readonly fixedLength: number | undefined;
};

/** Throws RetentionError `bad-option` or `consent-missing` with what to change. */
export function checkOptions(options: RetentionOptions): CheckedOptions {
  const { url, socketPath } = unixAddress(options.url) ?? options;
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target === undefined || !/^https?:$/.test(target.protocol))
    throw new RetentionError('bad-option', `\`${options.url}\` is not an http or https address.`);
  const consent = options.consentHost.trim().toLowerCase();
  if (consent !== target.host && consent !== target.hostname && options.consentHost.trim() !== socketPath)
    throw new RetentionError(
      'consent-missing',
      `The probe puts load on ${socketPath ?? target.host} and may leave memory pinned there: agree by naming ${socketPath === undefined ? 'that host' : 'that socket'}, not \`${options.consentHost}\`.`,
    );
  const arm = armOf(options);
  const method = options.method ?? (arm === 'payload' || arm === 'body' ? 'POST' : 'GET');
  checkMethod(options, arm, method);
  if (
    options.idleSeconds !== undefined &&
    !(options.idleSeconds >= 0 && options.idleSeconds <= MOST_IDLE_SECONDS)
  )
    throw new RetentionError('bad-option', `Idle seconds go from 0 to ${MOST_IDLE_SECONDS}.`);
  const { durationSeconds: lasts } = options;
  if (lasts !== undefined && !(lasts >= DURATION_SECONDS.least && lasts <= DURATION_SECONDS.most))
    throw new RetentionError('bad-option', 'A duration goes from 60 seconds to 24 hours.');
  const sources = [options.template, options.credentials, options.credentialCommand, options.issue];
  if (sources.filter((source) => source !== undefined).length > 1)
    throw new RetentionError(
      'bad-option',
      'Credentials come from one source: a template, a list, a command, or the API itself.',
    );
  const checked: CheckedOptions = {
    ...options,
    target,
    socketPath,
    arm,
    method,
    wires: wiresFor(options, arm, target),
    place: options.place ?? DEFAULT_PLACE,
    profile: options.profile ?? 'full',
    fixedLength: lengthLike(options.like, arm),
  };
  if (options.issue !== undefined) issueOf(checked, options.issue);
  bodiesOf(checked);
  return checked;
}

/** One that is longer or shorter than ours ever are is left alone. */
function lengthLike(like: RetentionOptions['like'], arm: ArmName): number | undefined {
  const sizes: readonly number[] = sizesFor(arm);
  const isUsual = like?.arm === arm && like.credentialBytes <= Math.max(...sizes);
  return isUsual && like.credentialBytes >= Math.min(...sizes) ? like.credentialBytes : undefined;
}

function armOf({ arm, certificates, jwt, bodyTemplate }: RetentionOptions): ArmName {
  if (arm !== undefined) return arm;
  if (certificates !== undefined) return 'certificate';
  if (jwt !== undefined) return 'jwt';
  return bodyTemplate === undefined ? 'credential' : 'payload';
}

function checkMethod(options: RetentionOptions, arm: ArmName, method: Method): void {
  if (!METHODS.includes(method))
    throw new RetentionError('bad-option', `Only ${METHODS.join(', ')} are sent.`);
  const changes = method !== 'GET' && method !== 'HEAD';
  if (changes && !options.active)
    throw new RetentionError(
      'consent-missing',
      `${method} may create or change something in the target with each of thousands of requests, and it stays there: agree with --active.`,
    );
  if (!changes && (options.bodyTemplate !== undefined || arm === 'payload' || arm === 'body'))
    throw new RetentionError('bad-option', `${method} has no body: use POST, PUT or PATCH.`);
  const { from, to } = options.bodyBytes ?? { from: LEAST_BODY, to: MOST_BODY };
  if (!(from >= LEAST_BODY && from <= to && to <= MOST_BODY))
    throw new RetentionError(
      'bad-option',
      `Bodies have from ${LEAST_BODY} to ${MOST_BODY.toLocaleString('en')} bytes, the shorter ones first.`,
    );
}

/** Arms that begin below HTTP. */
const OF_TLS: readonly ArmName[] = ['handshake', 'resume'];

function wiresFor(options: RetentionOptions, arm: ArmName, target: URL): Wires {
  const secure = target.protocol === 'https:';
  if (arm === 'certificate' && (options.certificates === undefined || !secure))
    throw new RetentionError(
      'bad-option',
      'The certificate arm needs an https target and a CA key with its certificate, or a folder of client certificates.',
    );
  if (OF_TLS.includes(arm) && !secure)
    throw new RetentionError('bad-option', `The ${arm} arm needs an https target.`);
  if (options.hello !== undefined && arm !== 'websocket')
    throw new RetentionError('bad-option', 'A hello is sent in the websocket arm.');
  const wires = wiresOf(arm, options.http2 ?? false);
  if (wires === undefined)
    throw new RetentionError(
      'bad-option',
      options.http2 ? `HTTP/2 has no ${arm} arm.` : `The ${arm} arm needs HTTP/2: add --http2.`,
    );
  return wires;
}
