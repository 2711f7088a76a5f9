import { ScanError } from '../errors.ts';
import { readText } from '../given/read-file.ts';
import { createSecretReader, secretAfterName } from '../given/secret-values.ts';
import { isLoopback } from '../http/proxy.ts';
import type { CredentialPlace } from '../retention/arms/arm.ts';
import type { MemoryOptions } from '../retention/memory/find-source.ts';
import type { RetentionOptions } from '../retention/options.ts';
import { ARMS, RUNTIMES } from '../retention/vocabulary.ts';
import type { RetentionRequest } from '../scanning/options.ts';
import { parseTarget } from '../target.ts';
import { numberOf } from './number-of.ts';
import type { ArmFlags, RetentionFlags, ScanRetentionFlags } from './retention-options.ts';
import { sizeOf } from './size-of.ts';

const PROFILES = ['full', 'quick'] as const;
const MOST_IDLE_SECONDS = 40;
/** Every shared flag beside the consent, as it is typed. */
export const SHARED_FLAGS: Readonly<Record<Exclude<keyof ArmFlags, 'retentionTarget'>, string>> = {
  arm: '--arm',
  credentialIn: '--credential-in',
  credentialTemplate: '--credential-template',
  profile: '--profile',
  idle: '--idle',
  pid: '--pid',
  cgroup: '--cgroup',
  metrics: '--metrics',
  memoryCommand: '--memory-command',
  collect: '--collect',
  runtime: '--runtime',
  answersOnly: '--answers-only',
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
  return {
    consentHost: consentOf(flags, 'the target'),
    ...(retentionEndpoint === undefined ? {} : { url: endpointOf(retentionEndpoint, scanned) }),
    ...armOf(flags),
    memory: memoryOf(flags),
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
  const { url, hostname } = parseTarget(typedUrl);
  const secret = createSecretReader(env);
  const jwt = {
    secret: flags.jwtSecret === undefined ? undefined : secret(flags.jwtSecret, '--jwt-secret'),
    privateKey: flags.jwtKey && readText(flags.jwtKey, 'private key for tokens'),
    command: flags.jwtCommand,
  };
  const given = Object.values(jwt).filter((value) => value !== undefined).length;
  atMostOne([
    ['--jwt-secret', flags.jwtSecret],
    ['--jwt-key', flags.jwtKey],
    ['--jwt-command', flags.jwtCommand],
  ]);
  const certificates = certificatesOf(flags);
  const arm = armOf(flags);
  if (given > 0 && arm.arm !== undefined && arm.arm !== 'jwt')
    throw new ScanError('invalid-option', `Tokens are signed for --arm jwt, not for --arm ${arm.arm}.`);
  if (certificates && arm.arm !== undefined && arm.arm !== 'certificate')
    throw new ScanError(
      'invalid-option',
      `Client certificates are minted for --arm certificate, not for --arm ${arm.arm}.`,
    );
  const tls = both('--cert', flags.cert, '--key', flags.key);
  return {
    url,
    consentHost: consentOf(flags, new URL(url).host),
    ...arm,
    method: methodOf(flags.method),
    headers: Object.fromEntries(
      (flags.header ?? []).map((line) => headerOf(secretAfterName(line, ': ', '--header', secret))),
    ),
    ...(given > 0 ? { jwt } : {}),
    ...(certificates ? { certificates } : {}),
    ca: flags.ca && readText(flags.ca, 'certificate file'),
    verify: !(flags.insecure ?? isLoopback(hostname)),
    ...(tls
      ? { tls: { cert: readText(tls[0], 'client certificate'), key: readText(tls[1], 'private key') } }
      : {}),
    memory: memoryOf(flags),
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
  'arm' | 'place' | 'template' | 'profile' | 'idleSeconds' | 'memoryLimitBytes' | 'newPerHour'
> {
  const { credentialIn, credentialTemplate: template } = flags;
  return {
    arm: oneOf(flags.arm, '--arm', ARMS),
    ...(credentialIn === undefined ? {} : { place: placeOf(credentialIn, template) }),
    template,
    profile: oneOf(flags.profile, '--profile', PROFILES),
    idleSeconds: numberOf(flags.idle, '--idle', 0, MOST_IDLE_SECONDS),
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

function memoryOf(flags: ArmFlags): MemoryOptions {
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
  const named = [flags.pid, flags.cgroup, flags.memoryCommand, flags.metrics, flags.collect];
  if (flags.answersOnly && named.some((value) => value !== undefined))
    throw new ScanError('invalid-option', '--answers-only reads no memory: name no memory source beside it.');
  return {
    ...(flags.answersOnly ? { discover: false } : {}),
    pid: numberOf(flags.pid, '--pid', 1, 2 ** 32),
    cgroup: flags.cgroup,
    metrics: flags.metrics,
    memoryCommand: flags.memoryCommand,
    collect: flags.collect,
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

function headerOf(line: string): [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+): ?(.*)$/.exec(line) ?? [];
  // The value may be a secret: the sentence must not hold it.
  if (name === undefined || value === undefined)
    throw new ScanError('invalid-option', '--header takes "Name: value".');
  return [name, value];
}

function methodOf(typed: string | undefined): RetentionOptions['method'] {
  return oneOf(typed?.toUpperCase(), '--method', ['GET', 'HEAD'] as const);
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

function atMostOne(flags: readonly (readonly [flag: string, value: string | undefined])[]): void {
  const given = flags.filter(([, value]) => value !== undefined).map(([flag]) => flag);
  if (given.length > 1)
    throw new ScanError('invalid-option', `${given.join(' and ')} exclude each other: give one.`);
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
