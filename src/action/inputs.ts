import { isAbsolute, relative } from 'node:path';
import type { ScanFlags } from '../cli/scan-options.ts';
import type { ServerPlace } from '../cli/server-client.ts';
import { serverPlace } from '../cli/server-client.ts';
import { ScanError } from '../errors.ts';

/** Environment of a step: inputs stand in it as INPUT_NAME, spaces and case aside as written in the workflow. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a step of a workflow asked for. Most inputs are the flags of `middlebrick scan` under the same name. */
export interface Inputs {
  readonly url?: string;
  readonly flags: ScanFlags;
  /** File to write SARIF to. */
  readonly sarif?: string;
  readonly comment: boolean;
  /** Tells comments of several scans of one job apart. */
  readonly commentKey?: string;
  readonly annotations: boolean;
  /** Artifact in which runs of the base branch leave their result, for the comment to compare with. */
  readonly baselineArtifact?: string;
  readonly token?: string;
  /** A server of `middlebrick serve` that takes the result, and the key that it knows the repository by. */
  readonly server?: ServerPlace;
}

/** @throws ScanError invalid-option for the first input that is wrong */
export function readInputs(env: Environment): Inputs {
  const text = (name: string) => env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
  const lines = (name: string) => listed(text(name));
  const yes = (name: string) => switched(name, text(name));
  const secret = (name: string) => notFromStdin(name, text(name));
  const inRepository = (name: string) => fromRoot(text(name), env.GITHUB_WORKSPACE);
  const number = {
    maxRequests: text('max-requests'),
    maxTime: text('max-time'),
    concurrency: text('concurrency'),
    rate: text('rate'),
    attempts: text('attempts'),
  };
  const config = text('config');
  return {
    url: text('url'),
    flags: {
      spec: lines('spec')?.map((line) => notFromStdin('spec', fromRoot(line, env.GITHUB_WORKSPACE)) ?? ''),
      request: lines('requests')?.map((line) => notFromStdin('requests', line) ?? ''),
      basePath: text('base-path'),
      header: lines('headers')?.map((line) => headerLine(line)),
      bearer: secret('bearer'),
      basic: secret('basic'),
      apiKey: lines('api-key')?.map((line) => notFromStdin('api-key', line) ?? ''),
      cookie: lines('cookie')?.map((line) => notFromStdin('cookie', line) ?? ''),
      cert: text('cert'),
      key: text('key'),
      passphrase: secret('passphrase'),
      ca: text('ca'),
      insecure: yes('insecure'),
      login: notFromStdin('login', text('login')),
      loginToken: text('login-token'),
      loginSend: text('login-send'),
      oauth: notFromStdin('oauth', text('oauth')),
      authFile: text('auth-file'),
      role: text('role'),
      other: lines('other')?.map((line) => notFromStdin('other', line) ?? ''),
      active: yes('active'),
      llm: yes('llm'),
      quick: yes('quick'),
      scope: lines('scope'),
      ...retentionOf(text, secret, inRepository),
      include: lines('include'),
      exclude: lines('exclude'),
      ...number,
      config: config === 'false' ? false : config,
      trustConfig: yes('trust-config'),
      format: lines('format')?.map(intoFile),
      routeFile: inRepository('route-file'),
      sarifCategory: text('sarif-category'),
      threshold: threshold(text('threshold'), text('fail-under')),
      failOn: text('fail-on'),
      allowPartialCoverage: yes('allow-partial-coverage'),
      baseline: text('baseline'),
      newOnly: yes('new-only'),
      save: false,
      color: false,
    },
    sarif: text('sarif'),
    comment: yes('comment') ?? true,
    commentKey: text('comment-key'),
    ...artifactOf(text('baseline-artifact')),
    annotations: yes('annotations') ?? true,
    token: text('github-token'),
    ...serverOf(text('server-url'), text('server-api-key') ?? env.MIDDLEBRICK_API_KEY),
  };
}

type Read = (input: string) => string | undefined;

/** The consent turns the probe on: nothing else puts load on a service. */
function retentionOf(text: Read, secret: Read, inRepository: Read): Partial<ScanFlags> {
  const retentionTarget = text('retention-target');
  return {
    ...(retentionTarget === undefined ? {} : { retention: true, retentionTarget }),
    retentionEndpoint: text('retention-endpoint'),
    profile: text('retention-profile'),
    pid: text('retention-pid'),
    metrics: text('retention-metrics'),
    memoryCommand: text('retention-memory-command'),
    collect: text('retention-collect'),
    credentials: inRepository('retention-credentials'),
    credentialCommand: text('retention-credential-command'),
    issue: text('retention-issue'),
    jwtSecret: secret('retention-jwt-secret'),
    memoryLimit: text('memory-limit'),
    failOnGrowth: text('fail-on-growth'),
  };
}

/** The key may stand in the step's environment, where the command line reads it too. */
function serverOf(url: string | undefined, key: string | undefined): Pick<Inputs, 'server'> {
  // A key in the environment is for other steps of the job too.
  if (url === undefined) return {};
  if (!key)
    throw new ScanError(
      'invalid-option',
      'server-url names a server: give its key in server-api-key, or in MIDDLEBRICK_API_KEY.',
    );
  return { server: serverPlace(url, key, 'server-url') };
}

/** `false` as for the other switches: none is looked for. */
function artifactOf(baselineArtifact: string | undefined): Pick<Inputs, 'baselineArtifact'> {
  return baselineArtifact === undefined || baselineArtifact === 'false' ? {} : { baselineArtifact };
}

function listed(value: string | undefined): string[] | undefined {
  const lines = value?.split(/\r?\n/).map((line) => line.trim());
  return lines?.filter((line) => line !== '');
}

/** The spellings of YAML's core schema, which GitHub's own toolkit takes. */
function switched(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new ScanError('invalid-option', `The input ${name} takes true or false, not "${value}".`);
}

function threshold(one: string | undefined, other: string | undefined): string | undefined {
  if (one !== undefined && other !== undefined && one !== other) {
    throw new ScanError('invalid-option', 'threshold and fail-under mean the same: give one of them.');
  }
  return one ?? other;
}

function headerLine(line: string): string {
  // A line without a colon may be a secret that was pasted alone: it must not be repeated.
  if (!line.includes(':')) {
    throw new ScanError('invalid-option', 'Each line of the input headers is written as "Name: value".');
  }
  return notFromStdin('headers', line) ?? '';
}

/** On the command line a lone dash means standard input; a step has none and would wait for ever. */
function notFromStdin(name: string, value: string | undefined): string | undefined {
  if (value !== undefined && /(^|[:=]\s*)-$|[:[,]\s*"-"|=-(?:&|\s)/.test(value)) {
    throw new ScanError('invalid-option', `The input ${name} cannot be read from standard input here.`);
  }
  return value;
}

function intoFile(format: string): string {
  if (/^[a-z]+(?:-[a-z]+)?=.+/.test(format)) return format;
  throw new ScanError(
    'invalid-option',
    `The input format takes lines such as html=report.html, not "${format}".`,
  );
}

/** Reports point at files from the repository's root, however the workflow named them. */
function fromRoot(path: string | undefined, root: string | undefined): string | undefined {
  if (path === undefined || root === undefined || !isAbsolute(path)) return path;
  const inside = relative(root, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}
