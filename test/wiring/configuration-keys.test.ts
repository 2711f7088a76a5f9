import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ada, expired } from '../../lab/encryption/client-certificates.ts';
import type { ScanFlags } from '../../src/cli/scan-options.ts';
import type { Settings } from '../../src/cli/settings.ts';
import { readSettings } from '../../src/cli/settings.ts';
import { configSchema, identityConfig } from '../../src/config/schema.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { AUTH_FILE, BASELINE, LOGIN, locked, OAUTH, USERS_OF_FILE } from './given.ts';
import { fileWith, typed } from './typed.ts';

const URL = 'http://127.0.0.1:9';
const { cert, key } = ada.tls ?? expired.tls ?? { cert: '', key: '' };
const certFile = fileWith(cert);
const keyFile = fileWith(key);
const document = fileWith('{"openapi":"3.1.0"}', 'openapi.json');
const trusted = fileWith('PEM of an authority', 'ca.pem');
const baseline = fileWith(JSON.stringify(BASELINE), 'baseline.json');

/** What a scan is told by a file with these keys, and by flags beside it. */
function settingsOf(keys: object, ...words: string[]): Settings {
  const file = fileWith(stringify({ url: URL, ...keys }), 'middlebrick.yaml');
  const { flags } = typed<ScanFlags>(['scan', '--config', file, ...words]);
  return readSettings(undefined, flags);
}

const first: Identity = { name: 'default', credentials: [{ kind: 'bearer', token: 'token-1' }] };
const second: Identity = { name: 'other', credentials: [{ kind: 'bearer', token: 'token-2' }] };
const SUPPRESSION = {
  finding: 'missing-hsts',
  operation: 'GET /a',
  reason: 'behind a proxy',
  until: '2031-01-02',
};

interface Row {
  readonly value: unknown;
  /** Keys that it cannot do without. */
  readonly beside?: object;
  readonly changes: Partial<Omit<Settings, 'scan'>> & { readonly scan?: Partial<Settings['scan']> };
}

const ROWS: Readonly<Record<string, Row>> = {
  // For editors; says nothing to a scan.
  $schema: { value: './config.schema.json', changes: {} },
  url: { value: 'http://127.0.0.1:10', changes: { scan: { url: 'http://127.0.0.1:10' } } },
  spec: { value: document, changes: { scan: { specs: [{ uri: document, text: '{"openapi":"3.1.0"}' }] } } },
  requests: {
    value: ['curl http://127.0.0.1:9/a'],
    changes: { scan: { specs: [{ uri: '(--request)', text: 'curl http://127.0.0.1:9/a' }] } },
  },
  mode: { value: 'active', changes: { scan: { mode: 'active' } } },
  llm: { value: true, changes: { scan: { llm: true } } },
  quick: { value: true, changes: { scan: { quick: true } } },
  identity: { value: { bearer: 'token-1' }, changes: { scan: { identities: [first] } } },
  others: {
    value: [{ bearer: 'token-2' }],
    beside: { identity: { bearer: 'token-1' } },
    changes: { scan: { identities: [first, second] } },
  },
  roles: { value: { user: ['/me'] }, changes: { scan: { roles: { user: ['/me'] } } } },
  authFile: {
    value: fileWith(AUTH_FILE, 'auth.yaml'),
    changes: { scan: { identities: USERS_OF_FILE as unknown as Identity[] } },
  },
  ca: { value: trusted, changes: { scan: { ca: 'PEM of an authority' } } },
  basePath: { value: '/v1', changes: { scan: { basePath: '/v1' } } },
  insecure: { value: true, changes: { scan: { trustAnyCertificate: true } } },
  scope: { value: ['http://127.0.0.2'], changes: { scan: { alsoInScope: ['http://127.0.0.2'] } } },
  include: { value: ['bola'], changes: { scan: { selection: { include: ['bola'], exclude: [] } } } },
  exclude: { value: ['/pay'], changes: { scan: { selection: { include: [], exclude: ['/pay'] } } } },
  keepResults: { value: 9, changes: { keeping: { results: 9, days: 365 } } },
  keepDays: { value: 8, changes: { keeping: { results: 1_000, days: 8 } } },
  maxRequests: { value: 7, changes: { scan: { maxRequests: 7 } } },
  maxTime: { value: 9, changes: { scan: { maxTimeMs: 9_000 } } },
  concurrency: { value: 3, changes: { scan: { concurrency: 3 } } },
  attempts: { value: 40, changes: { scan: { attempts: 40 } } },
  rate: { value: 2.5, changes: { scan: { rate: 2.5 } } },
  threshold: { value: 'B', changes: { gate: settingsOf({}, '--threshold', 'B').gate } },
  allowPartialCoverage: { value: true, changes: { gate: { allowPartialCoverage: true } } },
  failOn: { value: 'medium', changes: { gate: { failOn: 'medium' } } },
  baseline: { value: baseline, changes: { gate: { baseline: BASELINE }, baselineFile: baseline } },
  formats: {
    value: ['json', 'html=r.html'],
    changes: { outputs: [{ format: 'json' }, { format: 'html', path: 'r.html' }] },
  },
  routeFile: { value: document, changes: { routeFile: document } },
  suppress: { value: [SUPPRESSION], changes: { scan: { suppressions: [SUPPRESSION] } } },
};

test('every key of the schema has a row, and every row is a key', () => {
  expect(Object.keys(ROWS).sort()).toEqual(Object.keys(configSchema.shape).sort());
});

describe('one key, and all that it changes', () => {
  test.each(Object.entries(ROWS))('%s', (name, { value, beside = {}, changes }) => {
    const before = settingsOf(beside);
    const after = settingsOf({ ...beside, [name]: value });
    const { scan, ...others } = changes;
    expect(after).toEqual({ ...before, ...others, scan: { ...before.scan, ...scan } });
    if (name !== '$schema') expect(after).not.toEqual(before);
  });
});

const bearer = { bearer: 'token-1' };
const OF_AN_IDENTITY: Readonly<Record<string, readonly [keys: object, identity: Identity]>> = {
  name: [
    { ...bearer, name: 'ada' },
    { ...first, name: 'ada' },
  ],
  role: [
    { ...bearer, role: 'admin' },
    { ...first, role: 'admin' },
  ],
  bearer: [bearer, first],
  basic: [{ basic: 'a:b' }, { ...first, credentials: [{ kind: 'basic', user: 'a', password: 'b' }] }],
  apiKey: [
    { apiKey: 'query:k=1' },
    { ...first, credentials: [{ kind: 'api-key', in: 'query', name: 'k', value: '1' }] },
  ],
  cookie: [{ cookie: 'a=b' }, { ...first, credentials: [{ kind: 'cookie', name: 'a', value: 'b' }] }],
  headers: [
    { headers: { 'X-Key': 'a' } },
    { ...first, credentials: [{ kind: 'api-key', in: 'header', name: 'X-Key', value: 'a' }] },
  ],
  cert: [
    { cert: certFile, key: keyFile },
    { name: 'default', credentials: [], tls: { cert, key } },
  ],
  key: [
    { cert: fileWith(cert + key), key: keyFile },
    { name: 'default', credentials: [], tls: { cert: cert + key, key } },
  ],
  login: [
    { login: { request: 'POST /login', json: { user: 'ann', password: 'env:PATH' } } },
    { name: 'default', credentials: [], login: LOGIN.login },
  ],
  oauth: [{ oauth: OAUTH.keys }, { name: 'default', credentials: [], login: OAUTH.login }],
  passphrase: [
    { cert: certFile, key: fileWith(locked(key)), passphrase: 'pass' },
    { name: 'default', credentials: [], tls: { cert, key: expect.any(String), passphrase: 'pass' } },
  ],
};

test('every key of an identity has a row, and every row is a key', () => {
  expect(Object.keys(OF_AN_IDENTITY).sort()).toEqual(Object.keys(identityConfig.shape).sort());
});

test.each(Object.entries(OF_AN_IDENTITY))('identity.%s', (_name, [keys, identity]) => {
  expect(settingsOf({ identity: keys }).scan.identities).toEqual([identity]);
});

describe('flags win over the file', () => {
  const everything = Object.fromEntries(
    Object.entries(ROWS).map(([name, { value, beside }]) => [name, { ...beside, [name]: value }]),
  );
  const OVER: readonly (readonly [key: string, words: readonly string[]])[] = [
    ['spec', ['--spec', 'https://api.example.com/o.json']],
    ['requests', ['--request', 'curl http://127.0.0.1:9/b']],
    ['mode', ['--active']],
    ['llm', ['--llm']],
    ['quick', ['--quick']],
    ['identity', ['--bearer', 'token-3']],
    ['others', ['--other', 'bearer=token-3']],
    ['authFile', ['--auth-file', fileWith(AUTH_FILE.replace('key-1', 'key-2'), 'auth.yaml')]],
    ['authFile', ['--login', LOGIN.written]],
    ['ca', ['--ca', document]],
    ['basePath', ['--base-path', '/v2']],
    ['insecure', ['--insecure']],
    ['include', ['--include', 'bfla']],
    ['maxRequests', ['--max-requests', '8']],
    ['maxTime', ['--max-time', '10']],
    ['concurrency', ['--concurrency', '4']],
    ['attempts', ['--attempts', '50']],
    ['rate', ['--rate', '5']],
    ['threshold', ['--threshold', '99']],
    ['failOn', ['--fail-on', 'low']],
    ['baseline', ['--baseline', fileWith(JSON.stringify({ ...BASELINE, places: [] }))]],
    ['formats', ['--format', 'sarif']],
    ['routeFile', ['--route-file', trusted]],
  ];
  test.each(OVER)('%s', (key, words) => {
    const alone = settingsOf(ROWS[key]?.beside ?? {}, ...words);
    expect(settingsOf(everything[key] ?? {}, ...words)).toEqual(alone);
  });

  test('further origins and exclusions add up: a flag must not open what the file closed', () => {
    const both = settingsOf(
      { scope: ['http://127.0.0.2'], exclude: ['/pay'] },
      '--scope',
      'http://127.0.0.3',
      '--exclude',
      '/admin',
    ).scan;
    expect(both.alsoInScope).toEqual(['http://127.0.0.2', 'http://127.0.0.3']);
    expect(both.selection?.exclude).toEqual(['/pay', '/admin']);
  });
});
