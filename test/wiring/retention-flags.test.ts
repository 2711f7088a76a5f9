import { describe, expect, test } from 'vitest';
import type { RetentionFlags } from '../../src/cli/retention-options.ts';
import { retentionOptions } from '../../src/cli/retention-settings.ts';
import type { RetentionOptions } from '../../src/retention/options.ts';
import { fileWith, optionsOf, typed } from './typed.ts';

const URL = 'http://127.0.0.1:9/me';
const CONSENT = ['--retention-target', '127.0.0.1'];
const cert = fileWith('a certificate', 'cert.pem');
const key = fileWith('a key', 'key.pem');
const keys = fileWith('one\ntwo\n', 'keys.txt');

function told(...words: string[]): RetentionOptions {
  const { operand, flags } = typed<RetentionFlags>(['retention', URL, ...CONSENT, ...words]);
  return retentionOptions(operand, flags, { TENANT: 'acme' });
}
const usual = told();
const memory = (more: object): Partial<RetentionOptions> => ({ memory: { ...usual.memory, ...more } });
const pairOfFiles = { caCertificate: 'a certificate', caKey: 'a key' };

const ROWS: Readonly<
  Record<string, readonly [words: readonly string[], changes: Partial<RetentionOptions>]>
> = {
  '--retention-target': [['--retention-target', '127.0.0.1:9'], { consentHost: '127.0.0.1:9' }],
  '--arm': [['--arm', 'connection'], { arm: 'connection' }],
  '--credential-in': [['--credential-in', 'query:key'], { place: { in: 'query', name: 'key' } }],
  '--credential-template': [['--credential-template', 'sk_{hex:32}'], { template: 'sk_{hex:32}' }],
  '--jwt-secret': [['--jwt-secret', 'env:TENANT'], { jwt: { secret: 'acme' } }],
  '--jwt-key': [['--jwt-key', key], { jwt: { privateKey: 'a key' } }],
  '--jwt-fresh': [['--jwt-fresh', 'kid, jti'], { jwt: { fresh: ['kid', 'jti'] } }],
  '--jwt-claims': [['--jwt-claims', '{"aud":"x"}'], { jwt: { claims: { aud: 'x' } } }],
  '--credentials': [['--credentials', keys], { credentials: ['one', 'two'] }],
  '--credential-command': [['--credential-command', 'mint'], { credentialCommand: 'mint' }],
  '--issue': [['--issue', 'POST /keys -> $.key'], { issue: 'POST /keys -> $.key' }],
  '--issue-remove': [
    ['--issue', 'POST /keys -> $.key', '--issue-remove', 'DELETE /keys/{id}'],
    { issue: 'POST /keys -> $.key', issueRemove: 'DELETE /keys/{id}' },
  ],
  '--ca-cert': [['--ca-cert', cert, '--ca-key', key], { certificates: pairOfFiles }],
  '--ca-key': [['--ca-key', key, '--ca-cert', cert], { certificates: pairOfFiles }],
  '--certificates': [['--certificates', '/clients'], { certificates: { folder: '/clients' } }],
  '--pid': [['--pid', '4242'], memory({ pid: 4242 })],
  '--cgroup': [['--cgroup', '/sys/fs/cgroup/a'], memory({ cgroup: '/sys/fs/cgroup/a' })],
  '--metrics': [['--metrics', `${URL}/m`], memory({ metrics: `${URL}/m` })],
  '--memory-command': [['--memory-command', 'mem'], memory({ memoryCommand: 'mem' })],
  '--collect': [['--collect', 'gc now'], memory({ collect: 'gc now' })],
  '--metrics-header': [
    ['--metrics-header', 'X-Tenant: env:TENANT', '--metrics', `${URL}/m`],
    memory({ metrics: `${URL}/m`, pageHeaders: { 'X-Tenant': 'acme' } }),
  ],
  '--allow-gc': [['--allow-gc'], memory({ allowGc: true })],
  '--limit-header': [['--limit-header', 'X-Left'], { limitHeader: 'X-Left' }],
  '--duration': [['--duration', '30m'], { durationSeconds: 1_800 }],
  '--watch': [['--watch'], { watch: true, consentHost: '127.0.0.1:9' }],
  '--runtime': [['--runtime', 'jvm'], memory({ runtime: 'jvm' })],
  '--answers-only': [['--answers-only'], memory({ discover: false })],
  '--memory-limit': [['--memory-limit', '512Mi'], { memoryLimitBytes: 512 * 2 ** 20 }],
  '--new-credentials-per-hour': [['--new-credentials-per-hour', '250'], { newPerHour: 250 }],
  '--profile': [['--profile', 'quick'], { profile: 'quick' }],
  '--idle': [['--idle', '12'], { idleSeconds: 12 }],
  '--method': [['--method', 'head'], { method: 'HEAD' }],
  '--active': [['--active'], { active: true }],
  '--body-template': [['--body-template', '{"a":"{hex:*}"}'], { bodyTemplate: '{"a":"{hex:*}"}' }],
  '--body-bytes': [['--body-bytes', '256-8192'], { bodyBytes: { from: 256, to: 8_192 } }],
  '--http2': [['--http2'], { http2: true }],
  '--unix-socket': [['--unix-socket', '/run/app.sock'], { socketPath: '/run/app.sock' }],
  '--hello': [['--hello', 'hi'], { hello: 'hi' }],
  '--header': [
    ['-H', 'X-Tenant: env:TENANT', '--header', 'X-Key: b'],
    { headers: { 'X-Tenant': 'acme', 'X-Key': 'b' } },
  ],
  '--cert': [['--cert', cert, '--key', key], { tls: { cert: 'a certificate', key: 'a key' } }],
  '--key': [['--key', key, '--cert', cert], { tls: { cert: 'a certificate', key: 'a key' } }],
  '--ca': [['--ca', cert], { ca: 'a certificate' }],
};

/** What tells the command and not the probe. */
const OF_THE_COMMAND: Readonly<Record<string, readonly [words: readonly string[], Partial<RetentionFlags>]>> =
  {
    '--fail-on-growth': [['--fail-on-growth', '100B'], { failOnGrowth: '100B' }],
    '--compare': [['--compare', 'before.json'], { compare: 'before.json' }],
    '--no-save': [['--no-save'], { save: false }],
    '--from': [['--from', 'kept.json'], { from: 'kept.json' }],
    '--trace': [['--trace', 'kept.json'], { trace: 'kept.json' }],
    '--format': [['--format', 'json', '--format', 'html=r.html'], { format: ['json', 'html=r.html'] }],
    '--upload': [['--upload'], { upload: true }],
    '--quiet': [['--quiet'], { quiet: true }],
    '--no-color': [['--no-color'], { color: false }],
  };

test('every option that --help shows has a row, and every row is an option', () => {
  const rows = [...Object.keys(ROWS), ...Object.keys(OF_THE_COMMAND), '--insecure'];
  expect(rows.sort()).toEqual(optionsOf('retention').sort());
});

describe('one flag, and all that it changes', () => {
  test.each(Object.entries(ROWS))('%s', (_name, [words, changes]) => {
    expect(told(...words)).toEqual({ ...usual, ...changes });
    expect(told(...words)).not.toEqual(usual);
  });

  test('--insecure, which a service of this machine does not need', () => {
    const afar = (...words: string[]) => {
      const { operand, flags } = typed<RetentionFlags>([
        'retention',
        'https://api.example.com/me',
        '--retention-target',
        'api.example.com',
        ...words,
      ]);
      return retentionOptions(operand, flags, {});
    };
    expect(afar('--insecure')).toEqual({ ...afar(), verify: false });
    expect([afar().verify, usual.verify]).toEqual([true, false]);
  });

  test.each(Object.entries(OF_THE_COMMAND))('%s reaches the command', (_name, [words, changes]) => {
    const plain = typed<RetentionFlags>(['retention', URL]).flags;
    expect(typed<RetentionFlags>(['retention', URL, ...words]).flags).toEqual({ ...plain, ...changes });
  });
});

test('an address of a socket', () => {
  const { operand, flags } = typed<RetentionFlags>([
    'retention',
    'unix:/run/app.sock:/me',
    '--retention-target',
    '/run/app.sock',
  ]);
  expect(retentionOptions(operand, flags, {})).toMatchObject({
    url: 'http://localhost/me',
    socketPath: '/run/app.sock',
    consentHost: '/run/app.sock',
    verify: false,
  });
});

describe('refused with one sentence', () => {
  const claims = fileWith('{"aud":"from a file"}', 'claims.json');
  test.each([
    [['--jwt-fresh', 'kid,exp'], '--jwt-fresh takes kid, iss, sub, jti, not "exp".'],
    [['--jwt-claims', '[1]'], '--jwt-claims takes a JSON object, or @file with one.'],
    [['--body-bytes', 'much'], '--body-bytes takes 2048 or 256-8192, not "much".'],
    [['--issue-remove', 'DELETE /keys/{id}'], '--issue-remove needs --issue beside it.'],
    [
      ['--credentials', keys, '--credential-command', 'mint'],
      '--credentials and --credential-command exclude each other: give one.',
    ],
    [
      ['--jwt-secret', 's', '--issue', 'POST /k -> $.k'],
      '--jwt-secret and --issue exclude each other: give one.',
    ],
    [
      ['--credential-template', '{uuid}', '--credentials', keys],
      '--credential-template and --credentials exclude each other: give one.',
    ],
  ])('%j', (words, sentence) => {
    expect(() => told(...words)).toThrow(sentence);
  });

  test('but claims may stand in a file', () => {
    expect(told('--jwt-claims', `@${claims}`).jwt).toEqual({ claims: { aud: 'from a file' } });
  });
});
