import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp, demoToken } from '../../lab/demo/app.ts';
import type { ScanResult } from '../../src/result.ts';
import { scanResult } from '../../src/result.ts';
import { VERSION } from '../../src/version.ts';
import { freshFolder, MAIN, middlebrick } from './command.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await serveLab(demoApp());
});
afterAll(() => lab.close());

/** A scan that costs little: one rule that the demo fails. */
const small = (...more: string[]) => ['scan', lab.url, '--include', 'reflected-origin', '--quiet', ...more];

test('--version is the package’s', async () => {
  expect((await middlebrick(['--version'])).stdout).toBe(`${VERSION}\n`);
  expect(VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});

test('a reader that leaves early, such as head, is no failure', () => {
  const line = `"${process.execPath}" "${MAIN}" rules --json | true; echo "exit \${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toBe('exit 0\n');
});

describe('bad input: one sentence, exit 2', () => {
  const file = (text: string) => {
    const path = join(freshFolder(), 'given');
    writeFileSync(path, text);
    return path;
  };
  test.each<[string, () => string[], RegExp]>([
    ['no url', () => ['scan'], /Which API\?/],
    ['not a url', () => ['scan', 'http://'], /is not a URL/],
    ['wrong scheme', () => ['scan', 'ftp://127.0.0.1/'], /Only http and https/],
    ['password in the url', () => ['scan', 'http://u:p@127.0.0.1/'], /--basic/],
    ['unknown flag', () => ['scan', lab.url, '--frobnicate'], /unknown option/],
    ['unknown command', () => ['frobnicate'], /unknown command/],
    ['unknown format', () => small('--format', 'docx'), /"docx" is no format/],
    [
      'two formats on standard output',
      () => small('--format', 'json', '--format', 'sarif'),
      /Only one format/,
    ],
    [
      'unknown rule',
      () => ['scan', lab.url, '--include', 'no-such-rule'],
      /is not a check, rule, operation or path/,
    ],
    ['threshold', () => small('--threshold', 'Z'), /--threshold takes/],
    ['severity', () => small('--fail-on', 'awful'), /--fail-on takes/],
    ['number', () => small('--max-requests', 'many'), /--max-requests takes/],
    ['--new-only alone', () => small('--new-only'), /needs --baseline/],
    ['missing spec', () => small('--spec', '/nowhere/openapi.yaml'), /no such file/],
    ['spec that is none', () => small('--spec', file('<html></html>')), /given/],
    [
      'missing certificate',
      () => small('--cert', '/nowhere/c.pem', '--key', '/nowhere/k.pem'),
      /no such file/,
    ],
    ['certificate that is none', () => small('--cert', file('x'), '--key', file('y')), /certificate/i],
    ['unset variable', () => small('--bearer', 'env:MB_NOT_SET'), /MB_NOT_SET is not set/],
    ['configuration with a wrong key', () => small('--config', file('treshold: 80')), /treshold/],
    ['configuration that is no YAML', () => small('--config', file('a: [')), /is not YAML/],
    ['suppression without a reason', () => small('--config', file('suppress:\n  - finding: x')), /reason/],
    ['baseline that is none', () => small('--baseline', file('{}')), /is not a baseline/],
    ['explain of nothing', () => ['explain', 'no-such-rule'], /There is no rule/],
    [
      'explain of something mistyped',
      () => ['explain', 'unlimted-request'],
      /did you mean unlimited-requests\?/,
    ],
    [
      'explain for a framework without guides',
      () => ['explain', 'unlimited-requests', '--framework', 'koa'],
      /framework "koa"; there are actix, .*spring\.$/m,
    ],
    [
      'explain for a credential without guides',
      () => ['explain', 'unlimited-requests', '--credential', 'handshake'],
      /"handshake"; there are api-keys, jwt, mutual-tls\.$/m,
    ],
    [
      'explain in no format',
      () => ['explain', 'unlimited-requests', '--format', 'pdf'],
      /"pdf" is no format of a guide/,
    ],
    ['compare of nothing', () => ['compare', 'a', 'b'], /neither a result file/],
    ['replay of nothing', () => ['replay', 'ffff'], /fingerprint/],
  ])('%s', async (_name, args, says) => {
    const { code, stderr, stdout } = await middlebrick(args());
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  });
});

describe('targets that cannot be scanned: one sentence, exit 3', () => {
  test('nobody listens', async () => {
    const { code, stderr } = await middlebrick(['scan', 'http://127.0.0.1:1', '--quiet']);
    expect(stderr).toMatch(/^middlebrick: 127\.0\.0\.1:1 refuses connections/);
    expect(code).toBe(3);
  });
  test('the login is lost', async () => {
    const { code, stderr } = await middlebrick(['scan', lab.url, '--bearer', 'not-a-token', '--quiet']);
    expect(stderr).not.toContain('not-a-token');
    expect(stderr).toMatch(/401/);
    expect(code).toBe(3);
  });
});

describe('outputs', () => {
  test('several at once, whole files, and the result for standard output', async () => {
    const cwd = freshFolder();
    const formats = [
      'json=out/r.json',
      'sarif=r.sarif',
      'junit=r.xml',
      'html=r.html',
      'markdown=r.md',
      'github',
    ];
    const { code, stdout } = await middlebrick(small(...formats.flatMap((format) => ['--format', format])), {
      cwd,
    });
    expect(code).toBe(4);
    expect(stdout).toMatch(/^::notice title=low/);
    for (const name of ['out/r.json', 'r.sarif', 'r.xml', 'r.html', 'r.md'])
      expect(existsSync(join(cwd, name))).toBe(true);
    expect(scanResult.parse(JSON.parse(readFileSync(join(cwd, 'out/r.json'), 'utf8'))).findings).toHaveLength(
      1,
    );
  });
  test('a summary without colour in a pipe, in 80 columns', async () => {
    const { stdout } = await middlebrick(small());
    expect(stdout).not.toContain('\u001b');
    const wide = stdout.split('\n').filter((line) => line.length > 80);
    expect(wide).toEqual([]);
  });
  test('a home that cannot be written costs the kept copy, not the scan', async () => {
    const env = { HOME: '/dev/null/nowhere', XDG_STATE_HOME: '/dev/null/nowhere' };
    const { code, stdout, stderr } = await middlebrick(small('--format', 'json'), { env });
    expect(JSON.parse(stdout).findings).toHaveLength(1);
    expect(stderr).toContain('could not be kept');
    expect(stderr).not.toContain('internal error');
    expect(code).toBe(4);
  });
  test('gates', async () => {
    expect((await middlebrick(small('--fail-on', 'low'))).code).toBe(1);
    expect((await middlebrick(small('--fail-on', 'critical'))).code).toBe(4);
  });
  test('baseline, then nothing new', async () => {
    const cwd = freshFolder();
    await middlebrick(small('--format', 'json=r.json'), { cwd });
    writeFileSync(join(cwd, 'b.json'), (await middlebrick(['baseline', 'r.json'], { cwd })).stdout);
    expect(
      (await middlebrick(small('--baseline', 'b.json', '--new-only', '--fail-on', 'info'), { cwd })).code,
    ).toBe(4);
  });
});

describe('past scans', () => {
  test('results, compare and replay know what scan kept', async () => {
    const cwd = freshFolder();
    await middlebrick(small(), { cwd });
    const listed = await middlebrick(['results'], { cwd });
    expect(listed.stdout).toContain(lab.url);
    expect(listed.stdout).toMatch(
      /\((?:public surface only|one user|two users).*\d+ of \d+ operations? reached/,
    );
    const compared = await middlebrick(['compare', 'last', 'last'], { cwd });
    expect(compared.stdout).toContain('1 finding in both.');
    const { findings } = JSON.parse(
      (await middlebrick(small('--format', 'json'), { cwd })).stdout,
    ) as ScanResult;
    const replayed = await middlebrick(['replay', findings[0]?.fingerprint ?? ''], { cwd });
    expect(replayed.stdout).toMatch(/^Still there:/);
    expect(replayed.code).toBe(1);
  });
  test('nothing is kept with --no-save', async () => {
    const cwd = freshFolder();
    await middlebrick(small('--no-save'), { cwd });
    expect((await middlebrick(['results'], { cwd })).stdout).toContain('No scan is kept');
  });
});

describe('secrets', () => {
  const token = demoToken();
  test.each<[string, string[], Parameters<typeof middlebrick>[1]]>([
    ['from the environment', ['--bearer', 'env:TOKEN'], { env: { TOKEN: token } }],
    ['from standard input', ['--bearer', '-'], { stdin: `${token}\n` }],
  ])('%s: in no output, log or kept file', async (_name, flags, options) => {
    const cwd = freshFolder();
    const { code, stdout, stderr } = await middlebrick(
      ['scan', lab.url, ...flags, '--include', 'authentication', '--format', 'json'],
      { ...options, cwd },
    );
    expect(stderr).not.toMatch(/internal error/);
    expect(code).toBe(4);
    const signature = token.split('.')[2] ?? '';
    const kept = JSON.stringify(scanResult.parse(JSON.parse(stdout)));
    for (const text of [stdout, stderr, kept]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(signature);
    }
  });
});

test('an interrupted scan still reports, and says that it is partial', async () => {
  const slow = await serveLab({
    routes: new Hono().all('*', async (c) => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return c.json({ ok: true });
    }),
  });
  const { code, stdout } = await middlebrick(['scan', slow.url, '--format', 'json', '--concurrency', '2'], {
    interruptAt: /rules\n/,
  });
  await slow.close();
  expect((JSON.parse(stdout) as ScanResult).partial).toBe('stopped by the user');
  expect(code).toBe(130);
});

test('a target that dies mid-scan costs the rest, not what was found', async () => {
  const app = demoApp();
  let left = 600;
  const routes = app.routes as Hono;
  const dying = createServer(async (request, response) => {
    left -= 1;
    if (left < 0) {
      request.socket.destroy();
      dying.close();
      dying.closeAllConnections();
      return;
    }
    if (request.url === '/openapi.json') {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(app.openapi));
      return;
    }
    const answer = await routes.fetch(new Request(`http://127.0.0.1${request.url}`));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => dying.listen(0, '127.0.0.1', resolve));
  const { port } = dying.address() as AddressInfo;
  const { code, stdout } = await middlebrick([
    'scan',
    `http://127.0.0.1:${port}`,
    '--format',
    'json',
    '--quiet',
  ]);
  const result = JSON.parse(stdout) as ScanResult;
  expect(result.partial).toMatch(/refuses|closed|answer/);
  expect(result.findings.length).toBeGreaterThan(0);
  expect(code).toBe(3);
});

test('a dry run lists requests and sends none', async () => {
  const before = lab.requests();
  const { code, stdout } = await middlebrick(['scan', lab.url, '--dry-run']);
  expect(lab.requests()).toBe(before);
  expect(stdout).toMatch(/GET +http:\/\/127\.0\.0\.1/);
  expect(stdout).toMatch(/none was sent/);
  expect(code).toBe(0);
});

test('an excluded path is never asked for, whoever wants it', async () => {
  const seen: string[] = [];
  const watched = await serveLab({
    routes: (request, response) => {
      seen.push(request.url ?? '');
      response.setHeader('Content-Type', 'application/json').end('{"ok":true}');
    },
  });
  await middlebrick(['scan', watched.url, '--exclude', '/metrics*', '--exclude', '/admin*', '--quiet']);
  await watched.close();
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.filter((url) => /^\/(metrics|admin)/.test(url))).toEqual([]);
});
