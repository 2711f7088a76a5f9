import { describe, expect, test } from 'vitest';
import type { Inputs } from '../../src/action/inputs.ts';
import { readInputs } from '../../src/action/inputs.ts';
import type { ScanFlags } from '../../src/cli/scan-options.ts';
import { readSettings } from '../../src/cli/settings.ts';
import { ACTION } from '../action/step.ts';
import { optionsOf, typed } from './typed.ts';

const URL = 'http://127.0.0.1:9';

/** A step as the runner starts it: every input in the environment, those that were not written with their default. */
function inputsOf(written: Readonly<Record<string, string>>): Inputs {
  const usual = Object.entries(ACTION.inputs).map(([name, one]) => [name, one.default ?? '']);
  const all: Record<string, string> = {
    ...Object.fromEntries(usual),
    url: URL,
    'github-token': '',
    ...written,
  };
  return readInputs(Object.fromEntries(Object.entries(all).map(([n, v]) => [`INPUT_${n.toUpperCase()}`, v])));
}

/** Inputs that are flags of `scan`: what is written, and the words of a command line that mean the same. */
const AS_FLAGS: Readonly<Record<string, readonly [written: string, words: readonly string[]]>> = {
  spec: [
    'https://api.example.com/o.json\nshop.postman_collection.json',
    ['--spec', 'https://api.example.com/o.json', '--spec', 'shop.postman_collection.json'],
  ],
  requests: [
    'curl http://127.0.0.1:9/a\nmore.http',
    ['--request', 'curl http://127.0.0.1:9/a', '--request', 'more.http'],
  ],
  threshold: ['77', ['--threshold', '77']],
  'fail-under': ['77', ['--threshold', '77']],
  'fail-on': ['medium', ['--fail-on', 'medium']],
  baseline: ['known.json', ['--baseline', 'known.json']],
  'new-only': ['true', ['--new-only']],
  config: ['other.yaml', ['--config', 'other.yaml']],
  headers: ['X-Tenant: a\nX-Key: b', ['-H', 'X-Tenant: a', '-H', 'X-Key: b']],
  bearer: ['token-1', ['--bearer', 'token-1']],
  basic: ['ada:pass', ['--basic', 'ada:pass']],
  'api-key': ['X-Key=1\nquery:k=2', ['--api-key', 'X-Key=1', '--api-key', 'query:k=2']],
  cookie: ['a=b; c=d', ['--cookie', 'a=b; c=d']],
  cert: ['cert.pem', ['--cert', 'cert.pem']],
  key: ['key.pem', ['--key', 'key.pem']],
  passphrase: ['pass', ['--passphrase', 'pass']],
  ca: ['ca.pem', ['--ca', 'ca.pem']],
  insecure: ['true', ['--insecure']],
  'base-path': ['/v1', ['--base-path', '/v1']],
  'trust-config': ['true', ['--trust-config']],
  login: ['POST /login {"user":"ann"}', ['--login', 'POST /login {"user":"ann"}']],
  'login-token': ['/data/token', ['--login-token', '/data/token']],
  'login-send': ['X-Key: {token}', ['--login-send', 'X-Key: {token}']],
  oauth: [
    'token-url=https://id.example.com client-id=a',
    ['--oauth', 'token-url=https://id.example.com client-id=a'],
  ],
  'auth-file': ['auth.yaml', ['--auth-file', 'auth.yaml']],
  role: ['admin', ['--role', 'admin']],
  other: ['bearer=token-2\nbasic=b:c', ['--other', 'bearer=token-2', '--other', 'basic=b:c']],
  active: ['true', ['--active']],
  llm: ['true', ['--llm']],
  quick: ['true', ['--quick']],
  'retention-target': ['127.0.0.1', ['--retention', '--retention-target', '127.0.0.1']],
  'retention-endpoint': ['/me', ['--retention-endpoint', '/me']],
  'retention-profile': ['quick', ['--profile', 'quick']],
  'retention-pid': ['42', ['--pid', '42']],
  'retention-metrics': ['http://127.0.0.1:9/m', ['--metrics', 'http://127.0.0.1:9/m']],
  'retention-memory-command': ['mem', ['--memory-command', 'mem']],
  'retention-collect': ['gc', ['--collect', 'gc']],
  'retention-credentials': ['keys.txt', ['--credentials', 'keys.txt']],
  'retention-credential-command': ['mint', ['--credential-command', 'mint']],
  'retention-issue': ['POST /keys -> $.key', ['--issue', 'POST /keys -> $.key']],
  'retention-jwt-secret': ['hush', ['--jwt-secret', 'hush']],
  'memory-limit': ['512MiB', ['--memory-limit', '512MiB']],
  'fail-on-growth': ['100B', ['--fail-on-growth', '100B']],
  scope: [
    'http://127.0.0.2\nhttp://127.0.0.3',
    ['--scope', 'http://127.0.0.2', '--scope', 'http://127.0.0.3'],
  ],
  include: ['bola\n/users', ['--include', 'bola', '--include', '/users']],
  exclude: ['/pay', ['--exclude', '/pay']],
  'max-requests': ['7', ['--max-requests', '7']],
  'max-time': ['9', ['--max-time', '9']],
  'allow-partial-coverage': ['true', ['--allow-partial-coverage']],
  concurrency: ['3', ['--concurrency', '3']],
  rate: ['2.5', ['--rate', '2.5']],
  attempts: ['40', ['--attempts', '40']],
  format: ['html=r.html\njson=r.json', ['--format', 'html=r.html', '--format', 'json=r.json']],
  'route-file': ['src/app.ts', ['--route-file', 'src/app.ts']],
  'sarif-category': ['shop', ['--sarif-category', 'shop']],
};

/** Inputs that are the Action's own. */
const OF_THE_ACTION: Readonly<Record<string, readonly [written: string, changes: Partial<Inputs>]>> = {
  url: ['http://127.0.0.1:10', { url: 'http://127.0.0.1:10' }],
  sarif: ['results.sarif', { sarif: 'results.sarif' }],
  annotations: ['false', { annotations: false }],
  comment: ['false', { comment: false }],
  'baseline-artifact': ['shop-result', { baselineArtifact: 'shop-result' }],
  'comment-key': ['linux', { commentKey: 'linux' }],
  'github-token': ['ghs_1', { token: 'ghs_1' }],
};

/** The one names where the other goes. */
const SERVER = { 'server-url': 'https://scans.example.com/', 'server-api-key': 'mbk_1' };

/** Flags that a step does not have: it has no terminal, and keeps nothing. */
const NOT_FOR_STEPS = [
  '--foreign-token',
  // A runner is reached by nobody.
  '--callback-url',
  '--callback-listen',
  '--dry-run',
  // Its server is named in inputs of its own.
  '--upload',
  '--no-save',
  '--keep-results',
  '--keep-days',
  '--quiet',
  // A log of a run is public where the repository is.
  '--verbose',
  '--har',
  '--no-color',
  // A recording and finer settings of the probe are for whoever looks at one service.
  '--retention-trace',
  '--arm',
  '--credential-in',
  '--credential-template',
  '--idle',
  '--cgroup',
  '--runtime',
  '--answers-only',
  '--new-credentials-per-hour',
  '--limit-header',
  '--metrics-header',
  '--allow-gc',
  '--jwt-key',
  '--jwt-fresh',
  '--jwt-claims',
  '--issue-remove',
];

test('every input of action.yml has a row, and every row is an input', () => {
  const rows = [...Object.keys(AS_FLAGS), ...Object.keys(OF_THE_ACTION), ...Object.keys(SERVER)];
  expect(rows.sort()).toEqual(Object.keys(ACTION.inputs).sort());
});

test('every flag of scan is an input, or is named as none', () => {
  const reached = Object.values(AS_FLAGS).flatMap(([, words]) => words.filter((word) => /^--?\w/.test(word)));
  const long = reached.map((word) => (word === '-H' ? '--header' : word));
  const known = new Set([...long, ...NOT_FOR_STEPS, '--no-config']);
  expect(optionsOf('scan').filter((option) => !known.has(option))).toEqual([]);
});

const defined = (flags: ScanFlags) =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined && value !== false));

describe('one input, and all that it changes', () => {
  test.each(Object.entries(AS_FLAGS))('%s is the flag', (name, [written, words]) => {
    const { flags } = typed<ScanFlags>(['scan', URL, '--no-save', '--no-color', ...words]);
    expect(defined(inputsOf({ [name]: written }).flags)).toEqual(defined(flags));
  });

  test.each(Object.entries(OF_THE_ACTION))('%s', (name, [written, changes]) => {
    expect(inputsOf({ [name]: written })).toEqual({ ...inputsOf({}), ...changes });
    expect(inputsOf({ [name]: written })).not.toEqual(inputsOf({}));
  });

  test('server-url with server-api-key, or with the key in the environment', () => {
    const server = { url: 'https://scans.example.com', key: 'mbk_1' };
    expect(inputsOf(SERVER)).toEqual({ ...inputsOf({}), server });
    expect(() => inputsOf({ 'server-url': SERVER['server-url'] })).toThrow('server-api-key');
    expect(
      readInputs({ INPUT_URL: URL, 'INPUT_SERVER-URL': SERVER['server-url'], MIDDLEBRICK_API_KEY: 'mbk_1' })
        .server,
    ).toEqual(server);
  });

  test('config: false reads no file', () => {
    expect(inputsOf({ config: 'false' }).flags.config).toBe(false);
  });
});

test('the flags of a step end in the same settings as those of the command line', () => {
  const written = {
    config: 'false',
    rate: '2.5',
    scope: 'http://127.0.0.2',
    active: 'true',
    'max-time': '9',
  };
  const words = ['--rate', '2.5', '--scope', 'http://127.0.0.2', '--active', '--max-time', '9'];
  const { flags } = typed<ScanFlags>(['scan', URL, '--no-config', '--no-save', '--no-color', ...words]);
  const { url, flags: given } = inputsOf(written);
  expect(readSettings(url, given)).toEqual(readSettings(URL, flags));
});
