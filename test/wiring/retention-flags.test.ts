import { describe, expect, test } from 'vitest';
import type { RetentionFlags } from '../../src/cli/retention-options.ts';
import { retentionOptions } from '../../src/cli/retention-settings.ts';
import type { RetentionOptions } from '../../src/retention/options.ts';
import { fileWith, optionsOf, typed } from './typed.ts';

const URL = 'http://127.0.0.1:9/me';
const CONSENT = ['--retention-target', '127.0.0.1'];
const cert = fileWith('a certificate', 'cert.pem');
const key = fileWith('a key', 'key.pem');

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
  '--jwt-command': [['--jwt-command', 'mint'], { jwt: { command: 'mint' } }],
  '--ca-cert': [['--ca-cert', cert, '--ca-key', key], { certificates: pairOfFiles }],
  '--ca-key': [['--ca-key', key, '--ca-cert', cert], { certificates: pairOfFiles }],
  '--certificates': [['--certificates', '/clients'], { certificates: { folder: '/clients' } }],
  '--pid': [['--pid', '4242'], memory({ pid: 4242 })],
  '--cgroup': [['--cgroup', '/sys/fs/cgroup/a'], memory({ cgroup: '/sys/fs/cgroup/a' })],
  '--metrics': [['--metrics', `${URL}/m`], memory({ metrics: `${URL}/m` })],
  '--memory-command': [['--memory-command', 'mem'], memory({ memoryCommand: 'mem' })],
  '--collect': [['--collect', 'gc now'], memory({ collect: 'gc now' })],
  '--runtime': [['--runtime', 'jvm'], memory({ runtime: 'jvm' })],
  '--answers-only': [['--answers-only'], memory({ discover: false })],
  '--memory-limit': [['--memory-limit', '512Mi'], { memoryLimitBytes: 512 * 2 ** 20 }],
  '--new-credentials-per-hour': [['--new-credentials-per-hour', '250'], { newPerHour: 250 }],
  '--profile': [['--profile', 'quick'], { profile: 'quick' }],
  '--idle': [['--idle', '12'], { idleSeconds: 12 }],
  '--method': [['--method', 'head'], { method: 'HEAD' }],
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
