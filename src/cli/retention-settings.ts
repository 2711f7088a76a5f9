import { ScanError } from '../errors.ts';
import { readText } from '../given/read-file.ts';
import { createSecretReader, secretAfterName } from '../given/secret-values.ts';
import { isLoopback } from '../http/proxy.ts';
import type { CredentialPlace } from '../retention/arms/arm.ts';
import { METHODS } from '../retention/load/loader.ts';
import { unixAddress } from '../retention/load/unix-address.ts';
import type { MemoryOptions } from '../retention/memory/find-source.ts';
import type { RetentionOptions } from '../retention/options.ts';
import { ARMS, RUNTIMES } from '../retention/vocabulary.ts';
import type { RetentionRequest } from '../scanning/options.ts';
import { parseTarget } from '../target.ts';
import { atMostOne } from './exclusive.ts';
import { numberOf } from './number-of.ts';
import { suppliedBy } from './retention-credentials.ts';
import { longRunOf } from './retention-long-run.ts';
import type { ArmFlags, RetentionFlags, ScanRetentionFlags } from './retention-options.ts';
import { sizeOf } from './size-of.ts';

const PROFILES = ['full', 'quick'] as const;
const MOST_IDLE_SECONDS = 40;
/** Every shared flag beside the consent, as it is typed. */
export const SHARED_FLAGS: Readonly<Record<Exclude<keyof ArmFlags, 'retentionTarget'>, string>> = {
  arm: '--arm',
  credentialIn: '--credential-in',
  credentialTemplate: '--credential-template',
  jwtSecret: '--jwt-secret',
  jwtKey: '--jwt-key',
  jwtFresh: '--jwt-fresh',
  jwtClaims: '--jwt-claims',
  credentials: '--credentials',
  credentialCommand: '--credential-command',
  issue: '--issue',
  issueRemove: '--issue-remove',
  profile: '--profile',
  idle: '--idle',
  pid: '--pid',
  cgroup: '--cgroup',
  metrics: '--metrics',
  memoryCommand: '--memory-command',
  metricsHeader: '--metrics-header',
  collect: '--collect',
  allowGc: '--allow-gc',
  runtime: '--runtime',
  answersOnly: '--answers-only',
  limitHeader: '--limit-header',
  memoryLimit: '--memory-limit',
  newCredentialsPerHour: '--new-credentials-per-hour',
  failOnGrowth: '--fail-on-growth',
};

/** What `scan --retention` asks for, or undefined. @throws ScanError invalid-option */
export function retentionRequest(scanned: string, flags: ScanRetentionFlags): RetentionRequest | undefined {
  const { retention, retentionEndpoint, retentionTrace, retentionTarget } = flags;
  if (!retention) {
    const stray = Object.keys(SHARED_FLAGS).find(
      (name) => flags[name as keyof typeof SHARED_FLAGS] !== undefined,
    );
    if (stray !== undefined)
      throw new ScanError(
        'invalid-option',
        `${SHARED_FLAGS[stray as keyof typeof SHARED_FLAGS]} is for --retention.`,
      );
    if (retentionTarget ?? retentionEndpoint ?? retentionTrace)
      throw new ScanError(
        'invalid-option',
        `--retention-${retentionTarget ? 'target' : retentionEndpoint ? 'endpoint' : 'trace'} is for --retention.`,
      );
    return undefined;
  }
  const secret = createSecretReader(process.env);
  return {
    consentHost: consentOf(flags, 'the target'),
    ...(retentionEndpoint === undefined ? {} : { url: endpointOf(retentionEndpoint, scanned) }),
    ...armOf(flags),
    ...suppliedBy(flags, secret),
    memory: memoryOf(flags, secret),
  };
}

/** A path of the scanned API, or an address of its own. */
function endpointOf(typed: string, scanned: string): string {
  const { url } = parseTarget(scanned);
  if (!URL.canParse(typed, url) || !/^(\/|https?:)/i.test(typed))
    throw new ScanError(
      'invalid-option',
      `--retention-endpoint takes a path such as /v1/me or an address, not "${typed}".`,
    );
  return new URL(typed, url).href;
}

/** What `retention <url>` asks for. @throws ScanError for the first thing that is wrong, in one sentence */
export function retentionOptions(
  typedUrl: string,
  flags: RetentionFlags,
  env: NodeJS.ProcessEnv,
): RetentionOptions {
  const unix = unixAddress(typedUrl) ?? { url: typedUrl, socketPath: flags.unixSocket };
  const { url, hostname } = parseTarget(unix.url);
  const secret = createSecretReader(env);
  const supply = suppliedBy(flags, secret);
  const certificates = certificatesOf(flags);
  const arm = armOf(flags);
  if (certificates && arm.arm !== undefined && arm.arm !== 'certificate')
    throw new ScanError(
      'invalid-option',
      `Client certificates are minted for --arm certificate, not for --arm ${arm.arm}.`,
    );
  const tls = both('--cert', flags.cert, '--key', flags.key);
  return {
    url,
    // Nothing is sent, so nothing has to be agreed to.
    consentHost: flags.watch ? new URL(url).host : consentOf(flags, unix.socketPath ?? new URL(url).host),
    ...arm,
    ...longRunOf(flags),
    method: methodOf(flags.method),
    ...wireOf(flags),
    ...(unix.socketPath === undefined ? {} : { socketPath: unix.socketPath }),
    headers: headersOf('--header', flags.header, secret),
    ...supply,
    ...(certificates ? { certificates } : {}),
    ca: flags.ca && readText(flags.ca, 'certificate file'),
    verify: !(flags.insecure ?? isLoopback(hostname)),
    ...(tls
      ? { tls: { cert: readText(tls[0], 'client certificate'), key: readText(tls[1], 'private key') } }
      : {}),
    memory: memoryOf(flags, secret),
  };
}

function consentOf(flags: ArmFlags, host: string): string {
  if (flags.retentionTarget !== undefined) return flags.retentionTarget;
  throw new ScanError(
    'invalid-option',
    `The probe puts load on ${host} and may leave memory pinned there: agree by naming its host with --retention-target.`,
  );
}

function armOf(
  flags: ArmFlags,
): Pick<
  RetentionOptions,
  'arm' | 'place' | 'template' | 'profile' | 'idleSeconds' | 'limitHeader' | 'memoryLimitBytes' | 'newPerHour'
> {
  const { credentialIn, credentialTemplate: template } = flags;
  return {
    arm: oneOf(flags.arm, '--arm', ARMS),
    ...(credentialIn === undefined ? {} : { place: placeOf(credentialIn, template) }),
    template,
    profile: oneOf(flags.profile, '--profile', PROFILES),
    idleSeconds: numberOf(flags.idle, '--idle', 0, MOST_IDLE_SECONDS),
    limitHeader: headerNameOf(flags.limitHeader),
    ...capacityFlags(flags),
  };
}

/** How much memory there is, and how fast ordinary traffic fills it. */
export function capacityFlags(flags: Pick<ArmFlags, 'memoryLimit' | 'newCredentialsPerHour'>): {
  readonly memoryLimitBytes: number | undefined;
  readonly newPerHour: number | undefined;
} {
  return {
    memoryLimitBytes: sizeOf(flags.memoryLimit, '--memory-limit'),
    newPerHour: numberOf(flags.newCredentialsPerHour, '--new-credentials-per-hour', 0.001, 1e9),
  };
}

function headerNameOf(typed: string | undefined): string | undefined {
  if (typed === undefined || /^[\w!#$%&'*+.^`|~-]+$/.test(typed)) return typed;
  throw new ScanError('invalid-option', `--limit-header takes the name of a header, not "${typed}".`);
}

/** A template with a space names its own scheme: `ApiKey {hex:32}`. */
function placeOf(typed: string, template: string | undefined): CredentialPlace {
  const [, where, name] = /^(header|query|cookie):([\w!#$%&'*+.^`|~-]+)$/.exec(typed) ?? [];
  if (where === undefined || name === undefined)
    throw new ScanError(
      'invalid-option',
      `--credential-in takes header:NAME, query:NAME or cookie:NAME, not "${typed}".`,
    );
  const bearer = where === 'header' && name.toLowerCase() === 'authorization' && !template?.includes(' ');
  return { in: where as CredentialPlace['in'], name, ...(bearer ? { prefix: 'Bearer ' } : {}) };
}

function memoryOf(flags: ArmFlags, secret: SecretReader): MemoryOptions {
  atMostOne([
    ['--pid', flags.pid],
    ['--cgroup', flags.cgroup],
    ['--memory-command', flags.memoryCommand],
  ]);
  if (flags.metrics !== undefined && !(/^https?:\/\//i.test(flags.metrics) && URL.canParse(flags.metrics)))
    throw new ScanError(
      'invalid-option',
      `--metrics takes an http or https address, not "${flags.metrics}".`,
    );
  const named = [flags.pid, flags.cgroup, flags.memoryCommand, flags.metrics, flags.collect, flags.allowGc];
  if (flags.answersOnly && named.some((value) => value !== undefined))
    throw new ScanError('invalid-option', '--answers-only reads no memory: name no memory source beside it.');
  if (flags.allowGc && flags.collect !== undefined)
    throw new ScanError('invalid-option', '--collect and --allow-gc exclude each other: give one.');
  return {
    ...(flags.answersOnly ? { discover: false } : {}),
    pid: numberOf(flags.pid, '--pid', 1, 2 ** 32),
    cgroup: flags.cgroup,
    metrics: flags.metrics,
    memoryCommand: flags.memoryCommand,
    ...(flags.metricsHeader && {
      pageHeaders: headersOf('--metrics-header', flags.metricsHeader, secret),
    }),
    collect: flags.collect,
    allowGc: flags.allowGc,
    runtime: oneOf(flags.runtime, '--runtime', RUNTIMES),
  };
}

function certificatesOf(flags: RetentionFlags): RetentionOptions['certificates'] {
  atMostOne([
    ['--ca-cert', flags.caCert ?? flags.caKey],
    ['--certificates', flags.certificates],
  ]);
  if (flags.certificates !== undefined) return { folder: flags.certificates };
  const pair = both('--ca-cert', flags.caCert, '--ca-key', flags.caKey);
  return (
    pair && {
      caCertificate: readText(pair[0], 'certificate of the authority'),
      caKey: readText(pair[1], 'key of the authority'),
    }
  );
}

type SecretReader = ReturnType<typeof createSecretReader>;

function headersOf(
  flag: string,
  lines: readonly string[] | undefined,
  secret: SecretReader,
): Record<string, string> {
  return Object.fromEntries(
    (lines ?? []).map((line) => headerOf(secretAfterName(line, ': ', flag, secret), flag)),
  );
}

function headerOf(line: string, flag: string): [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+): ?(.*)$/.exec(line) ?? [];
  // The value may be a secret: the sentence must not hold it.
  if (name === undefined || value === undefined)
    throw new ScanError('invalid-option', `${flag} takes "Name: value".`);
  return [name, value];
}

function methodOf(typed: string | undefined): RetentionOptions['method'] {
  return oneOf(typed?.toUpperCase(), '--method', METHODS);
}

/** How requests leave, and what is in them beside the credential. */
function wireOf(
  flags: RetentionFlags,
): Pick<RetentionOptions, 'active' | 'bodyTemplate' | 'bodyBytes' | 'http2' | 'hello'> {
  const { active, bodyTemplate, bodyBytes: typed, http2, hello } = flags;
  const [, from, to] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(typed ?? '') ?? [];
  if (typed !== undefined && from === undefined)
    throw new ScanError('invalid-option', `--body-bytes takes 2048 or 256-8192, not "${typed}".`);
  return {
    ...(active && { active }),
    ...(bodyTemplate !== undefined && { bodyTemplate }),
    ...(from !== undefined && { bodyBytes: { from: Number(from), to: Number(to ?? from) } }),
    ...(http2 && { http2 }),
    ...(hello !== undefined && { hello }),
  };
}

function oneOf<Name extends string>(
  typed: string | undefined,
  flag: string,
  names: readonly Name[],
): Name | undefined {
  if (typed === undefined) return undefined;
  const found = names.find((name) => name === typed);
  if (found === undefined)
    throw new ScanError('invalid-option', `${flag} takes one of ${names.join(', ')}, not "${typed}".`);
  return found;
}

function both(
  firstFlag: string,
  first: string | undefined,
  secondFlag: string,
  second: string | undefined,
): readonly [string, string] | undefined {
  if (first === undefined && second === undefined) return undefined;
  if (first !== undefined && second !== undefined) return [first, second];
  const [given, missing] = first === undefined ? [secondFlag, firstFlag] : [firstFlag, secondFlag];
  throw new ScanError('invalid-option', `${given} needs ${missing} beside it.`);
}
