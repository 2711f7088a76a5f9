import { describe, expect, test } from 'vitest';
import { ada, expired } from '../../lab/encryption/client-certificates.ts';
import type { ScanFlags } from '../../src/cli/scan-options.ts';
import type { Settings } from '../../src/cli/settings.ts';
import { readSettings } from '../../src/cli/settings.ts';
import type { Credential, Identity } from '../../src/identities/identity.ts';
import { AUTH_FILE, BASELINE, LOGIN, locked, OAUTH, USERS_OF_FILE } from './given.ts';
import { fileWith, optionsOf, typed } from './typed.ts';

const URL = 'http://127.0.0.1:9';
const { cert, key } = ada.tls ?? expired.tls ?? { cert: '', key: '' };
const lockedKey = locked(key);
const document = fileWith('{"openapi":"3.1.0"}', 'openapi.json');
const trusted = fileWith('PEM of an authority', 'ca.pem');
const configured = fileWith('rate: 3\n', 'other.yaml');
const baseline = fileWith(JSON.stringify(BASELINE), 'baseline.json');
const certFile = fileWith(cert, 'cert.pem');
const keyFile = fileWith(key, 'key.pem');
const keysFile = fileWith('one\ntwo\n', 'keys.txt');
const lockedFile = fileWith(lockedKey, 'locked.pem');

function settingsOf(...words: string[]): Settings {
  const { operand, flags } = typed<ScanFlags>(['scan', URL, '--no-config', ...words]);
  return readSettings(operand, flags);
}

const user = (...credentials: Credential[]): Identity => ({ name: 'default', credentials });
const bearer = (token: string): Credential => ({ kind: 'bearer', token });
const apiKey = (where: 'header' | 'query', name: string, value: string): Credential => ({
  kind: 'api-key',
  in: where,
  name,
  value,
});
const MEASURED = ['--retention', '--retention-target', '127.0.0.1'];
const nothingAsked = settingsOf(...MEASURED).scan.retention ?? { consentHost: '' };
const measured = (more: object) => ({ scan: { retention: { ...nothingAsked, ...more } } });
const memory = (more: object) => measured({ memory: { ...nothingAsked.memory, ...more } });
const asking = (...more: string[]) => ({ words: more, beside: MEASURED });

interface Row {
  /** Words beside a plain scan, the flag among them. */
  readonly words: readonly string[];
  /** What the flag cannot do without: the settings with these alone are what is compared with. */
  readonly beside?: readonly string[];
  /** All that changes. Keys of `scan` change one by one. */
  readonly changes: Partial<Omit<Settings, 'scan'>> & { readonly scan?: Partial<Settings['scan']> };
}

const ROWS: Readonly<Record<string, Row>> = {
  '--spec': {
    words: ['--spec', document],
    changes: { scan: { specs: [{ uri: document, text: '{"openapi":"3.1.0"}' }] } },
  },
  '--request': {
    words: ['--request', 'curl http://127.0.0.1:9/a', '--request', 'curl http://127.0.0.1:9/b'],
    changes: {
      scan: { specs: [{ uri: '(--request)', text: 'curl http://127.0.0.1:9/a\ncurl http://127.0.0.1:9/b' }] },
    },
  },
  '--scope': {
    words: ['--scope', 'http://127.0.0.2', '--scope', 'http://127.0.0.3'],
    changes: { scan: { alsoInScope: ['http://127.0.0.2', 'http://127.0.0.3'] } },
  },
  '--include': {
    words: ['--include', 'bola', '--include', '/users'],
    changes: { scan: { selection: { include: ['bola', '/users'], exclude: [] } } },
  },
  '--exclude': {
    words: ['--exclude', 'bfla', '--exclude', '/pay'],
    changes: { scan: { selection: { include: [], exclude: ['bfla', '/pay'] } } },
  },
  '--header': {
    words: ['-H', 'X-Tenant: a', '--header', 'X-Key: env:PATH'],
    changes: {
      scan: {
        headers: [['X-Tenant', 'a']],
        identities: [user(apiKey('header', 'X-Key', process.env.PATH ?? ''))],
      },
    },
  },
  '--bearer': {
    words: ['--bearer', 'token-1'],
    changes: { scan: { identities: [user(bearer('token-1'))] } },
  },
  '--basic': {
    words: ['--basic', 'ada:pa:ss'],
    changes: { scan: { identities: [user({ kind: 'basic', user: 'ada', password: 'pa:ss' })] } },
  },
  '--api-key': {
    words: ['--api-key', 'X-Key=1', '--api-key', 'query:k=2'],
    changes: {
      scan: { identities: [user(apiKey('header', 'X-Key', '1'), apiKey('query', 'k', '2'))] },
    },
  },
  '--cookie': {
    words: ['--cookie', 'a=b; c=d'],
    changes: {
      scan: {
        identities: [
          user({ kind: 'cookie', name: 'a', value: 'b' }, { kind: 'cookie', name: 'c', value: 'd' }),
        ],
      },
    },
  },
  '--cert': {
    words: ['--cert', certFile, '--key', keyFile],
    changes: { scan: { identities: [{ ...user(), tls: { cert, key } }] } },
  },
  '--key': {
    words: ['--cert', fileWith(cert + key), '--key', keyFile],
    changes: { scan: { identities: [{ ...user(), tls: { cert: cert + key, key } }] } },
  },
  '--passphrase': {
    words: ['--cert', certFile, '--key', lockedFile, '--passphrase', 'pass'],
    changes: { scan: { identities: [{ ...user(), tls: { cert, key: lockedKey, passphrase: 'pass' } }] } },
  },
  '--role': {
    words: ['--role', 'admin'],
    beside: ['--bearer', 'token-1'],
    changes: { scan: { identities: [{ ...user(bearer('token-1')), role: 'admin' }] } },
  },
  '--other': {
    words: ['--other', 'bearer=token-2', '--other', 'api-key=query:k=2'],
    beside: ['--bearer', 'token-1'],
    changes: {
      scan: {
        identities: [
          user(bearer('token-1')),
          { ...user(bearer('token-2')), name: 'other' },
          { ...user(apiKey('query', 'k', '2')), name: 'other-2' },
        ],
      },
    },
  },
  '--login': {
    words: ['--login', LOGIN.written],
    changes: { scan: { identities: [{ ...user(), login: LOGIN.login }] } },
  },
  '--login-token': {
    words: ['--login-token', 'header:X-Token'],
    beside: ['--login', LOGIN.written],
    changes: {
      scan: {
        identities: [{ ...user(), login: { ...LOGIN.login, token: { in: 'header', name: 'X-Token' } } }],
      },
    },
  },
  '--login-send': {
    words: ['--login-send', 'query:key={token}'],
    beside: ['--login', LOGIN.written],
    changes: {
      scan: {
        identities: [
          { ...user(), login: { ...LOGIN.login, send: { in: 'query', name: 'key', template: '{token}' } } },
        ],
      },
    },
  },
  '--oauth': {
    words: ['--oauth', OAUTH.written],
    changes: { scan: { identities: [{ ...user(), login: OAUTH.login }] } },
  },
  '--auth-file': {
    words: ['--auth-file', fileWith(AUTH_FILE, 'auth.yaml')],
    changes: { scan: { identities: USERS_OF_FILE as unknown as Identity[] } },
  },
  '--foreign-token': { words: ['--foreign-token', 'a.b.c'], changes: { scan: { foreignToken: 'a.b.c' } } },
  '--ca': { words: ['--ca', trusted], changes: { scan: { ca: 'PEM of an authority' } } },
  // Seen in test/cli/typed.test.ts.
  '--trust-config': { words: ['--trust-config'], changes: {} },
  '--base-path': { words: ['--base-path', '/v1/'], changes: { scan: { basePath: '/v1' } } },
  '--insecure': { words: ['--insecure'], changes: { scan: { trustAnyCertificate: true } } },
  '--active': { words: ['--active'], changes: { scan: { mode: 'active' } } },
  '--quick': { words: ['--quick'], changes: { scan: { quick: true } } },
  '--callback-url': {
    words: ['--callback-url', 'http://me.example:8088'],
    changes: { scan: { callback: { url: 'http://me.example:8088', address: '127.0.0.1', port: 8088 } } },
  },
  '--callback-listen': {
    words: ['--callback-url', 'http://me.example', '--callback-listen', '0.0.0.0:9000'],
    changes: { scan: { callback: { url: 'http://me.example', address: '0.0.0.0', port: 9000 } } },
  },
  '--llm': { words: ['--llm'], changes: { scan: { llm: true } } },
  '--max-requests': { words: ['--max-requests', '7'], changes: { scan: { maxRequests: 7 } } },
  '--max-time': { words: ['--max-time', '9'], changes: { scan: { maxTimeMs: 9_000 } } },
  '--concurrency': { words: ['--concurrency', '3'], changes: { scan: { concurrency: 3 } } },
  '--attempts': { words: ['--attempts', '40'], changes: { scan: { attempts: 40 } } },
  '--rate': { words: ['--rate', '2.5'], changes: { scan: { rate: 2.5 } } },
  '--dry-run': { words: ['--dry-run'], changes: { dryRun: true, save: false } },
  '--retention': {
    words: MEASURED,
    changes: { scan: { retention: { ...nothingAsked, consentHost: '127.0.0.1' } } },
  },
  '--retention-target': {
    words: ['--retention', '--retention-target', '127.0.0.1:9'],
    beside: MEASURED,
    changes: measured({ consentHost: '127.0.0.1:9' }),
  },
  '--retention-endpoint': {
    ...asking('--retention-endpoint', '/me'),
    changes: measured({ url: `${URL}/me` }),
  },
  // It names a file that is written after the scan: cli.test.ts looks at that.
  '--retention-trace': { ...asking('--retention-trace', 'kept.json'), changes: {} },
  '--arm': { ...asking('--arm', 'jwt'), changes: measured({ arm: 'jwt' }) },
  '--credential-in': {
    ...asking('--credential-in', 'query:key'),
    changes: measured({ place: { in: 'query', name: 'key' } }),
  },
  '--credential-template': {
    ...asking('--credential-template', 'sk_{hex:32}'),
    changes: measured({ template: 'sk_{hex:32}' }),
  },
  '--jwt-secret': {
    ...asking('--jwt-secret', 'of the issuer'),
    changes: measured({ jwt: { secret: 'of the issuer' } }),
  },
  '--jwt-key': { ...asking('--jwt-key', keyFile), changes: measured({ jwt: { privateKey: key } }) },
  '--jwt-fresh': { ...asking('--jwt-fresh', 'kid'), changes: measured({ jwt: { fresh: ['kid'] } }) },
  '--jwt-claims': {
    ...asking('--jwt-claims', '{"aud":"x"}'),
    changes: measured({ jwt: { claims: { aud: 'x' } } }),
  },
  '--credentials': {
    ...asking('--credentials', keysFile),
    changes: measured({ credentials: ['one', 'two'] }),
  },
  '--credential-command': {
    ...asking('--credential-command', 'mint'),
    changes: measured({ credentialCommand: 'mint' }),
  },
  '--issue': {
    ...asking('--issue', 'POST /keys -> $.key'),
    changes: measured({ issue: 'POST /keys -> $.key' }),
  },
  '--issue-remove': {
    words: ['--issue', 'POST /keys -> $.key', '--issue-remove', 'DELETE /keys/{id}'],
    beside: [...MEASURED, '--issue', 'POST /keys -> $.key'],
    changes: measured({ issue: 'POST /keys -> $.key', issueRemove: 'DELETE /keys/{id}' }),
  },
  '--profile': { ...asking('--profile', 'quick'), changes: measured({ profile: 'quick' }) },
  '--idle': { ...asking('--idle', '12'), changes: measured({ idleSeconds: 12 }) },
  '--pid': { ...asking('--pid', '4242'), changes: memory({ pid: 4242 }) },
  '--cgroup': { ...asking('--cgroup', '/sys/fs/cgroup/a'), changes: memory({ cgroup: '/sys/fs/cgroup/a' }) },
  '--metrics': {
    ...asking('--metrics', `${URL}/m`),
    changes: memory({ metrics: `${URL}/m` }),
  },
  '--memory-command': { ...asking('--memory-command', 'mem'), changes: memory({ memoryCommand: 'mem' }) },
  '--collect': { ...asking('--collect', 'gc now'), changes: memory({ collect: 'gc now' }) },
  '--metrics-header': {
    words: [...MEASURED, '--metrics', `${URL}/m`, '--metrics-header', 'X-Left: 1'],
    beside: [...MEASURED, '--metrics', `${URL}/m`],
    changes: memory({ metrics: `${URL}/m`, pageHeaders: { 'X-Left': '1' } }),
  },
  '--allow-gc': { ...asking('--allow-gc'), changes: memory({ allowGc: true }) },
  '--limit-header': { ...asking('--limit-header', 'X-Left'), changes: measured({ limitHeader: 'X-Left' }) },
  '--runtime': { ...asking('--runtime', 'jvm'), changes: memory({ runtime: 'jvm' }) },
  '--memory-limit': {
    ...asking('--memory-limit', '512MiB'),
    changes: measured({ memoryLimitBytes: 512 * 2 ** 20 }),
  },
  '--new-credentials-per-hour': {
    ...asking('--new-credentials-per-hour', '250'),
    changes: measured({ newPerHour: 250 }),
  },
  '--fail-on-growth': {
    ...asking('--fail-on-growth', '2KiB'),
    changes: { gate: { failOnGrowthBytes: 2_048 } },
  },
  '--answers-only': { ...asking('--answers-only'), changes: memory({ discover: false }) },
  '--format': {
    words: ['--format', 'json', '--format', 'html=r.html'],
    changes: { outputs: [{ format: 'json' }, { format: 'html', path: 'r.html' }] },
  },
  '--route-file': { words: ['--route-file', document], changes: { routeFile: document } },
  '--sarif-category': { words: ['--sarif-category', 'shop'], changes: { sarifCategory: 'shop' } },
  '--threshold': { words: ['--threshold', '77'], changes: { gate: { threshold: 77 } } },
  '--allow-partial-coverage': {
    words: ['--allow-partial-coverage'],
    changes: { gate: { allowPartialCoverage: true } },
  },
  '--fail-on': { words: ['--fail-on', 'medium'], changes: { gate: { failOn: 'medium' } } },
  '--baseline': {
    words: ['--baseline', baseline],
    changes: { gate: { baseline: BASELINE }, baselineFile: baseline },
  },
  '--new-only': {
    words: ['--new-only'],
    beside: ['--baseline', baseline],
    changes: { gate: { baseline: BASELINE, failOn: 'info' } },
  },
  '--keep-results': { words: ['--keep-results', '9'], changes: { keeping: { results: 9, days: 365 } } },
  '--keep-days': { words: ['--keep-days', '8'], changes: { keeping: { results: 1_000, days: 8 } } },
  '--upload': { words: ['--upload'], changes: { upload: true } },
  '--no-save': { words: ['--no-save'], changes: { save: false } },
  '--verbose': { words: ['-v'], changes: { verbose: true } },
  '--har': { words: ['--har', 'sent.har'], changes: { har: 'sent.har' } },
  '--quiet': { words: ['--quiet'], changes: { quiet: true } },
  // Never true where standard output is no terminal: the flag itself is looked at below.
  '--no-color': { words: ['--no-color'], changes: {} },
  '--config': { words: ['--config', configured], changes: { scan: { rate: 3 } } },
  '--no-config': { words: ['--no-config'], changes: {} },
};

/** Flags whose row cannot see a change in the settings, and where it is seen instead. */
const SEEN_ELSEWHERE = ['--trust-config', '--retention-trace', '--no-color', '--no-config'];

test('every option that --help shows has a row, and every row is an option', () => {
  expect(Object.keys(ROWS).sort()).toEqual(optionsOf('scan').sort());
});

describe('one flag, and all that it changes', () => {
  test.each(Object.entries(ROWS))('%s', (name, { words, beside = [], changes }) => {
    const before = settingsOf(...beside);
    const after = settingsOf(...beside, ...words);
    const { scan, ...others } = changes;
    expect(after).toEqual({ ...before, ...others, scan: { ...before.scan, ...scan } });
    if (!SEEN_ELSEWHERE.includes(name)) expect(after).not.toEqual(before);
  });
});

test('the three whose effect lies outside the settings reach the command', () => {
  const flagsOf = (...words: string[]) => typed<ScanFlags>(['scan', URL, ...words]).flags;
  expect(flagsOf('--retention-trace', 'kept.json').retentionTrace).toBe('kept.json');
  expect([flagsOf().color, flagsOf('--no-color').color]).toEqual([true, false]);
  expect([flagsOf().config, flagsOf('--no-config').config]).toEqual([undefined, false]);
});

test('a document and a further user may be named in each of their ways', () => {
  const { specs } = settingsOf('--spec', 'https://api.example.com/openapi.json', '--spec', document).scan;
  expect(specs).toEqual([
    { url: 'https://api.example.com/openapi.json' },
    { uri: document, text: '{"openapi":"3.1.0"}' },
  ]);
  const raw = 'GET /a HTTP/1.1\nHost: 127.0.0.1:9\n\n';
  const requests = settingsOf('--request', raw, '--request', fileWith(raw, 'one.http')).scan.specs;
  expect(requests).toEqual([
    { uri: '(--request)', text: raw },
    { uri: expect.stringMatching(/one\.http$/), text: raw },
  ]);
  expect(() => settingsOf('--spec', '-', '--spec', '-')).toThrow('may be given once');
  const other = (written: string) =>
    settingsOf('--bearer', 'token-1', '--other', written).scan.identities?.[1]?.credentials;
  expect(other('basic=bob:pa=ss')).toEqual([{ kind: 'basic', user: 'bob', password: 'pa=ss' }]);
  expect(other('cookie=a=b')).toEqual([{ kind: 'cookie', name: 'a', value: 'b' }]);
  expect(other('header=X-Key: 2')).toEqual([apiKey('header', 'X-Key', '2')]);
});
