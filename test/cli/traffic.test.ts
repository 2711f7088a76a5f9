import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp, demoToken } from '../../lab/demo/app.ts';
import { freshFolder, MAIN, middlebrick } from './command.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await serveLab(demoApp());
});
afterAll(() => lab.close());

const small = (...more: string[]) => [
  'scan',
  lab.url,
  '--no-save',
  '--no-config',
  '--include',
  'missing-content-type-options',
  ...more,
];

const text = { type: 'string' };
const whole = { type: 'integer' };
const object = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(
    (name) => !['text', 'comment', 'postData', 'serverIPAddress'].includes(name),
  ),
});
const pairs = { type: 'array', items: object({ name: text, value: text }) };

/** HAR 1.2, by its specification. */
const HAR = object({
  log: object({
    version: { const: '1.2' },
    creator: object({ name: text, version: text }),
    entries: {
      type: 'array',
      items: object({
        startedDateTime: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z$' },
        time: { type: 'number', minimum: 0 },
        request: object({
          method: text,
          url: text,
          httpVersion: text,
          cookies: { type: 'array' },
          headers: pairs,
          queryString: pairs,
          postData: object({ mimeType: text, text, comment: text }),
          headersSize: whole,
          bodySize: whole,
        }),
        response: object({
          status: whole,
          statusText: text,
          httpVersion: text,
          cookies: { type: 'array' },
          headers: pairs,
          content: object({ size: whole, mimeType: text, text, comment: text }),
          redirectURL: text,
          headersSize: whole,
          bodySize: whole,
        }),
        cache: { type: 'object' },
        timings: object({ send: { type: 'number' }, wait: { type: 'number' }, receive: { type: 'number' } }),
        serverIPAddress: text,
      }),
    },
  }),
});
const validate = new Ajv({ strict: false, allErrors: true }).compile(HAR);

interface Entry {
  readonly request: { readonly method: string; readonly url: string };
  readonly response: { readonly status: number; readonly content: { readonly text?: string } };
  readonly _identity: string;
}

function entriesOf(path: string): Entry[] {
  const har = JSON.parse(readFileSync(path, 'utf8'));
  validate(har);
  expect(validate.errors ?? []).toEqual([]);
  return har.log.entries;
}

describe('--verbose', () => {
  test('each request is one line on standard error, and standard output is what it was', async () => {
    const token = demoToken();
    const { stdout, stderr } = await middlebrick(small('-v', '--bearer', 'env:TOKEN', '--format', 'json'), {
      env: { TOKEN: token },
    });
    const lines = stderr.trim().split('\n');
    const log = lines.filter((line) =>
      /^middlebrick: [A-Z]+ http\S+ (\d{3} \d+ ms \d+ B|no response)/.test(line),
    );
    expect(log).toHaveLength(JSON.parse(stdout).traffic.requests);
    expect(log.some((line) => /^middlebrick: GET \S+ 200 \d+ ms \d+ B \(default\)$/.test(line))).toBe(true);
    expect(log.some((line) => line.endsWith('(anonymous)'))).toBe(true);
    expect(stderr).not.toContain(token.split('.')[2]);
    expect(stderr).not.toMatch(/[\r\u001b]/);
  });

  test('with --quiet there is the log alone; without it there is none', async () => {
    const quiet = await middlebrick(small('--verbose', '--quiet'));
    expect(quiet.stderr).not.toContain('looking around');
    expect(quiet.stderr).toContain('middlebrick: GET http');
    expect((await middlebrick(small())).stderr).not.toContain('GET http');
  });

  test('a pipe that is closed early costs neither the report nor the exit code', async () => {
    const command = `"${process.execPath}" "${MAIN}" ${small('-v').join(' ')}`;
    const child = spawn('bash', ['-c', `${command} 2> >(head -n 1 >&2); echo "code $?"`], {
      cwd: freshFolder(),
    });
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(stdout).toContain('missing-content-type-options');
    expect(stdout).toMatch(/code 4\n$/);
  });
});

describe('--har', () => {
  test('all that was sent, as HAR 1.2, readable for its owner alone and without secrets', async () => {
    const cwd = freshFolder();
    const token = demoToken();
    const { stdout } = await middlebrick(
      small('--har', 'out/sent.har', '--bearer', 'env:TOKEN', '--format', 'json'),
      { cwd, env: { TOKEN: token } },
    );
    const path = join(cwd, 'out/sent.har');
    const entries = entriesOf(path);
    expect(entries).toHaveLength(JSON.parse(stdout).traffic.requests);
    expect(new Set(entries.map(({ _identity }) => _identity))).toEqual(new Set(['default', 'anonymous']));
    expect(entries.some(({ response }) => response.content.text?.includes('openapi'))).toBe(true);
    expect(readFileSync(path, 'utf8')).not.toContain(token.split('.')[2]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a scan that is interrupted leaves a whole document of what was sent by then', async () => {
    const slow = await serveLab({
      routes: new Hono().all('*', async (c) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        return c.json({ ok: true });
      }),
    });
    const cwd = freshFolder();
    const { code, stderr } = await middlebrick(
      ['scan', slow.url, '--no-save', '--har', 'sent.har', '--concurrency', '2'],
      { cwd, interruptAt: /rules\n/ },
    );
    await slow.close();
    expect(code).toBe(130);
    expect(entriesOf(join(cwd, 'sent.har')).length).toBeGreaterThan(10);
    expect(stderr).toMatch(/ requests · [\d.]+ s$/m);
  });

  test('killed at any moment, the file can be read', async () => {
    const cwd = freshFolder();
    const child = spawn(process.execPath, [MAIN, 'scan', lab.url, '-v', '--no-save', '--har', 'sent.har'], {
      cwd,
      env: { PATH: process.env.PATH, HOME: cwd },
    });
    let lines = 0;
    child.stderr.on('data', (chunk) => {
      lines += String(chunk).split('\n').length - 1;
      if (lines > 100) child.kill('SIGKILL');
    });
    const [, signal] = await new Promise<unknown[]>((resolve) => child.on('close', (...all) => resolve(all)));
    expect(signal).toBe('SIGKILL');
    expect(entriesOf(join(cwd, 'sent.har')).length).toBeGreaterThan(90);
  });

  test('a recording before is replaced whole, and a link is not followed', async () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'sent.har'), 'x'.repeat(5_000_000));
    await middlebrick(small('--har', 'sent.har'), { cwd });
    expect(entriesOf(join(cwd, 'sent.har')).length).toBeGreaterThan(0);
    writeFileSync(join(cwd, 'mine'), 'mine');
    symlinkSync(join(cwd, 'mine'), join(cwd, 'link.har'));
    const { code, stderr } = await middlebrick(small('--har', 'link.har'), { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('it is a symbolic link');
    expect(readFileSync(join(cwd, 'mine'), 'utf8')).toBe('mine');
  });

  test('what it holds can be given back as --spec', async () => {
    const cwd = freshFolder();
    await middlebrick(small('--har', 'sent.har'), { cwd });
    const { stdout, stderr } = await middlebrick(small('--spec', 'sent.har', '--format', 'json'), { cwd });
    expect(stderr).not.toContain('internal error');
    expect(JSON.parse(stdout).operations.some((one: { source: string }) => one.source === 'request')).toBe(
      true,
    );
  });

  test('a dry run has nothing to record', async () => {
    const cwd = freshFolder();
    const { code, stderr } = await middlebrick(small('--har', 'sent.har', '--dry-run'), { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('A dry run sends nothing');
    expect(existsSync(join(cwd, 'sent.har'))).toBe(false);
  });
});

test('progress in a pipe has no line of more than 80 columns', async () => {
  const { stderr } = await middlebrick([
    'scan',
    `${lab.url}/${'a-long-path/'.repeat(12)}`,
    '--no-save',
    '--no-config',
    '--include',
    'encryption',
  ]);
  const lines = stderr.trim().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(3);
  for (const line of lines.filter((one) => !one.startsWith('middlebrick: There is no grade')))
    expect(line.length).toBeLessThanOrEqual(80);
  expect(
    lines.some((line) =>
      /^middlebrick: \d+ of \d+ rules ran · \d+ reported · \d+ requests · [\d.]+ s$/.test(line),
    ),
  ).toBe(true);
});
