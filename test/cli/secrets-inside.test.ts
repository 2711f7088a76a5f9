import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { decodesOnly } from '../../lab/authentication/jwt-signature-unchecked.ts';
import { ada, STRONG_SECRET, signToken } from '../../lab/authentication/token-service.ts';
import { echoingRefusals, TARGETS_KEY } from '../../lab/identities/echoing-refusals.ts';
import type { ScanResult } from '../../src/result.ts';
import { recordedTraces } from '../retention/recorded-traces.ts';
import { freshFolder, middlebrick } from './command.ts';

const OWN = 'Zk3vJ8m2Qp9xT4wL';
const KEY = 'abcd1234efgh5678';

describe.concurrent('an error says nothing secret', () => {
  test.each<[string, string[], Record<string, string>]>([
    ['typed after its flag', ['scan', `http://no host/${OWN}`, '--bearer', OWN], {}],
    ['typed behind a name', ['scan', `http://no host/${OWN}`, '--api-key', `X-Key=${OWN}`], {}],
    ['typed in one word', ['scan', `http://no host/${OWN}`, `--bearer=${OWN}`], {}],
    ['taken from the environment', ['scan', `http://no host/${OWN}`, '-H', 'X-Key: env:KEY'], { KEY: OWN }],
    [
      'of a login',
      ['scan', `http://no host/${OWN}`, '--login', `POST /login {"user":"ann","password":"${OWN}"}`],
      {},
    ],
    [
      'of a form',
      ['scan', `http://no host/${OWN}`, '--login', 'POST /in user=bob&pass=env:KEY'],
      { KEY: OWN },
    ],
    ['in an address', ['scan', `http://no host/?api_key=${OWN}`], {}],
    ['of a retention probe', ['retention', `http://no host/?api_key=${OWN}`, '--retention-target', 'x'], {}],
  ])('%s', async (_name, words, env) => {
    const { code, stdout, stderr } = await middlebrick(words, { env });
    expect(code).toBe(2);
    expect(stderr).toContain('http://no host/');
    expect(stdout + stderr).not.toContain(OWN);
  });

  test('and what cannot be seen is written as its escape', async () => {
    const { stderr } = await middlebrick(['scan', 'http://no host/\u001b[31m\u202e']);
    expect(stderr).toContain('\\u001b[31m\\u202e');
  });
});

describe('what a scan says while it goes on', () => {
  const SIGNED = 'Zk3vJ8m2+Qp9xT4wL/a7==';
  let lab: Awaited<ReturnType<typeof serveLab>>;
  beforeAll(async () => {
    lab = await serveLab(echoingRefusals());
  });
  afterAll(() => lab.close());

  function configured(more: string): string {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'middlebrick.yaml'), `url: ${lab.url}/?api_key=${KEY}\n${more}`);
    return cwd;
  }

  test('where it looks, and what is wrong with the document', async () => {
    const { code, stdout, stderr } = await middlebrick(['scan', '--include', 'weak-hsts'], {
      cwd: configured(''),
    });
    expect(stderr).toContain('looking around at');
    expect(stderr).toContain('1 problem in the document: Path "/hook/sk_live');
    expect(stdout + stderr).not.toContain(KEY);
    expect(stdout + stderr).not.toContain(TARGETS_KEY);
    expect(code).toBe(4);
  });

  test.each([
    ['a token', 'identity: { bearer: "env:MIDDLEBRICK_A" }\n'],
    ['a header', 'identity: { headers: { X-Secret: "env:MIDDLEBRICK_A" } }\n'],
  ])('why %s of the configuration is refused', async (_what, identity) => {
    const env = { MIDDLEBRICK_A: SIGNED };
    const { code, stderr } = await middlebrick(['scan'], { cwd: configured(identity), env });
    expect(stderr).toContain('The service says: "unknown token ');
    expect(stderr).not.toContain(encodeURIComponent(SIGNED));
    expect(code).toBe(3);
  });

  test('what a dry run would send', async () => {
    const words = ['scan', lab.url, '--no-config', '--dry-run', '--api-key', `query:key=${OWN}`];
    const { stdout } = await middlebrick(words);
    expect(stdout).toContain('key=');
    expect(stdout).not.toContain(OWN);
  });
});

describe.concurrent('a report of retention alone', () => {
  const hostile = `http://127.0.0.1/me?api_key=${KEY}&x=<script>\u202e\u001b[31m`;
  function saved(): string {
    const path = join(freshFolder(), 't.json');
    const run = recordedTraces()
      .find(({ target }) => target === 'rs-map')
      ?.as('A');
    writeFileSync(path, JSON.stringify({ ...run, target: hostile }));
    return path;
  }
  test.each(['summary', 'json', 'html'])('%s: redacted and escaped', async (format) => {
    const { stdout, stderr } = await middlebrick(['retention', '--from', saved(), '--format', format]);
    expect(stdout).toContain('127.0.0.1/me');
    expect(stdout + stderr).not.toContain(KEY);
    expect(stdout).not.toMatch(/\u202e|\u001b/);
    if (format === 'html') expect(stdout).not.toContain('<script>');
  });

  test('and its recording', async () => {
    const again = join(freshFolder(), 'again.json');
    await middlebrick(['retention', '--from', saved(), '--trace', again]);
    expect(readFileSync(again, 'utf8')).toContain('127.0.0.1/me');
    expect(readFileSync(again, 'utf8')).not.toContain(KEY);
    expect((await middlebrick(['retention', '--from', again])).stdout).toContain('unbounded-growth');
  });
});

describe('replay of a forged token', () => {
  const token = signToken(ada(), STRONG_SECRET);
  let lab: Awaited<ReturnType<typeof serveLab>>;
  beforeAll(async () => {
    lab = await serveLab(decodesOnly);
  });
  afterAll(() => lab.close());

  async function scanned(path: string) {
    const cwd = freshFolder();
    const kept = await middlebrick(
      [
        'scan',
        `${lab.url}${path}`,
        '--bearer',
        token,
        '--include',
        'jwt-signature-unchecked',
        '--format',
        'json',
      ],
      { cwd },
    );
    const { findings } = JSON.parse(kept.stdout) as ScanResult;
    return { cwd, fingerprint: findings[0]?.fingerprint ?? '' };
  }

  test('it is made again, shown as a variable, and never printed', async () => {
    const { cwd, fingerprint } = await scanned('/me');
    const { code, stdout, stderr } = await middlebrick(['replay', fingerprint, '--bearer', token], { cwd });
    expect(stdout).toMatch(/^Still there:/);
    expect(stdout).toContain('$MIDDLEBRICK_FORGED_TOKEN');
    expect(stdout + stderr).not.toMatch(/eyJ[\w-]{8,}\.[\w-]{8,}/);
    expect(code).toBe(1);
  });

  test('where the address held a secret, it is given again', async () => {
    const { cwd, fingerprint } = await scanned(`/me?api_key=${KEY}`);
    const without = await middlebrick(['replay', fingerprint, '--bearer', token], { cwd });
    expect(without.stderr).toMatch(/holds a secret that results do not keep: give it with --url/);
    expect(without.code).toBe(2);
    const other = ['replay', fingerprint, '--bearer', token, '--url', 'http://127.0.0.1:1/me'];
    expect((await middlebrick(other, { cwd })).stderr).toMatch(/names another target/);
    const given = ['replay', fingerprint, '--bearer', token, '--url', `${lab.url}/me?api_key=${KEY}`];
    const { code, stdout } = await middlebrick(given, { cwd });
    expect(stdout).toMatch(/^Still there:/);
    expect(stdout).not.toContain(KEY);
    expect(code).toBe(1);
  }, 60_000);
});
