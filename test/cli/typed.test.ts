import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canRedraw, wantsColour } from '../../src/cli/terminal.ts';
import { parseBasePath } from '../../src/target.ts';
import { documentOf, type Served, serving } from '../discovery/served-below.ts';
import { freshFolder, MAIN, middlebrick } from './command.ts';

let service: Served;
beforeAll(async () => {
  service = await serving((path, { headers }) => {
    if (path === '/private/api.json') {
      return headers.authorization === 'Bearer shelf-token-1234'
        ? { body: documentOf(['/books']) }
        : { status: 401, body: { error: 'login' } };
    }
    if (path === '/moved.json') return { status: 302, headers: { Location: '/private/api.json' } };
    if (path === '/round.json') return { status: 302, headers: { Location: '/round.json' } };
    return path === '/v9/books' || path === '/books' ? { body: [{ id: 1 }] } : undefined;
  });
});
afterAll(() => service.close());

/** Looks at one rule that asks for little; the result as JSON. */
const small = (...more: string[]) => [
  'scan',
  service.url,
  '--include',
  'missing-content-type-options',
  '--no-save',
  '--quiet',
  ...more,
];
const token = { MIDDLEBRICK_T: 'shelf-token-1234' };

describe('the document', () => {
  test('from standard input', async () => {
    const { stdout } = await middlebrick(small('--spec', '-', '--format', 'json'), {
      stdin: JSON.stringify(documentOf(['/books'])),
    });
    expect(JSON.parse(stdout).surface.spec).toMatchObject({ uri: 'stdin:', title: 'Shelf', operations: 1 });
  });

  test('from standard input, which then holds no secret', async () => {
    const { code, stderr } = await middlebrick(small('--spec', '-', '--bearer', '-'), { stdin: '{}' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^middlebrick: --bearer: standard input is taken/);
  });

  test('from a file: address', async () => {
    const path = join(freshFolder(), 'a b.json');
    writeFileSync(path, JSON.stringify(documentOf(['/books'])));
    const { stdout } = await middlebrick(small('--spec', pathToFileURL(path).href, '--format', 'json'));
    expect(JSON.parse(stdout).surface.spec).toMatchObject({ uri: path, operations: 1 });
  });

  test.each(['/private/api.json', '/moved.json'])(
    'from %s of the target, with the credential where nobody else is served',
    async (path) => {
      const { stdout } = await middlebrick(
        small('--spec', service.url + path, '--bearer', 'env:MIDDLEBRICK_T', '--format', 'json'),
        { env: token },
      );
      expect(JSON.parse(stdout).surface.spec).toMatchObject({ operations: 1 });
    },
  );

  test('another origin never sees the credential, and is not followed to', async () => {
    const elsewhere = await serving((path) => {
      if (path === '/away.json')
        return { status: 307, headers: { Location: `${service.url}/private/api.json` } };
      return { status: 401, body: {} };
    });
    try {
      for (const [path, says] of [
        ['/doc.json', /it answers 401/],
        ['/away.json', /redirects to http:\/\/127\.0\.0\.1:\d+, another origin/],
      ] as const) {
        const { code, stderr } = await middlebrick(
          small('--spec', elsewhere.url + path, '--bearer', 'env:MIDDLEBRICK_T', '-H', 'X-Tenant: a'),
          { env: token },
        );
        expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
      }
      for (const { headers } of elsewhere.seen) {
        expect(headers.authorization).toBeUndefined();
        expect(headers['x-tenant']).toBeUndefined();
      }
    } finally {
      elsewhere.close();
    }
  });

  test('that redirects without end is said', async () => {
    const { code, stderr } = await middlebrick(small('--spec', `${service.url}/round.json`));
    expect(code).toBe(2);
    expect(stderr).toMatch(/redirects more than 5 times/);
  });

  test('what was lost in it is one line', async () => {
    const path = join(freshFolder(), 'a.yaml');
    writeFileSync(
      path,
      'openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths:\n  /books: {get: {}}\n  /books: {get: {}}\n  /x: {$ref: "gone.yaml"}\n',
    );
    const { stderr } = await middlebrick(small('--spec', path));
    const lines = stderr.trim().split('\n');
    expect(lines.filter((line) => line.includes('in the document'))).toHaveLength(1);
    expect(stderr).toMatch(/middlebrick: \d problems in the document: Duplicate key "\/books" at line 5/);
  });
});

describe('--base-path', () => {
  test.each([
    ['/v1', '/v1'],
    ['v1/', '/v1'],
    ['/', ''],
    ['', ''],
    ['/a/../b', '/b'],
    ['/straße', '/stra%C3%9Fe'],
  ])('%j is %j', (typed, path) => expect(parseBasePath(typed)).toBe(path));

  test.each(['http://a.test/v1', '/v1?x', '/a b', '/a#b'])('%j is none', (typed) => {
    expect(() => parseBasePath(typed)).toThrow(/A base path is one such as \/v1/);
  });

  test.each([
    ['typed', ['--base-path', '/v9'], ''],
    ['in the configuration', [], 'basePath: /v9\n'],
  ])('%s', async (_name, flags, config) => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'doc.json'), JSON.stringify(documentOf(['/leaflets'])));
    writeFileSync(join(cwd, 'middlebrick.yaml'), config);
    const before = service.seen.length;
    await middlebrick(small('--spec', 'doc.json', ...flags), { cwd });
    const asked = service.seen.slice(before).map(({ line }) => line);
    expect(asked).toContain('GET /v9/leaflets');
    expect(asked).not.toContain('GET /leaflets');
  });
});

describe('a middlebrick.yaml that was found', () => {
  const folderWith = (config: string) => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'middlebrick.yaml'), config);
    return cwd;
  };

  test('is told in the first line, with where it leads', async () => {
    const cwd = folderWith(`url: ${service.url}\nmode: safe\nexclude: [/x]\n`);
    const { stderr } = await middlebrick(['scan', '--include', 'missing-hsts', '--no-save'], { cwd });
    expect(stderr.split('\n')[0]).toBe(
      `middlebrick: Settings are taken from middlebrick.yaml, which was found here: url ${service.url}, mode safe, exclude. --no-config ignores it.`,
    );
  });

  test.each([
    [
      'a variable of others',
      'identity: {bearer: env:AWS_SECRET}\n',
      [],
      /may read only variables that begin with MIDDLEBRICK_, not AWS_SECRET/,
    ],
    ['one in a header', 'identity: {headers: {X-A: env:AWS_SECRET}}\n', [], /not AWS_SECRET/],
    [
      'one of another user',
      'identity: {bearer: env:MIDDLEBRICK_T}\nothers: [{bearer: env:AWS_SECRET}]\n',
      [],
      /not AWS_SECRET/,
    ],
    [
      'a report above',
      'formats: [json=../out.json]\n',
      [],
      /only below its own folder, not to \.\.\/out\.json/,
    ],
    [
      'a report at an absolute place',
      'formats: [summary, html=/tmp/mb-never/out.html]\n',
      [],
      /not to \/tmp\/mb-never/,
    ],
    ['a report behind a link', 'formats: [json=link/out.json]\n', [], /only below its own folder/],
  ])('may not name %s', async (_name, config, flags, says) => {
    const cwd = folderWith(config);
    symlinkSync(freshFolder(), join(cwd, 'link'));
    const before = service.seen.length;
    const { code, stderr } = await middlebrick(small(...flags), { cwd, env: { ...token, AWS_SECRET: 's3' } });
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(service.seen.length).toBe(before);
  });

  test('may do both where a flag trusts it, or names it', async () => {
    const out = join(freshFolder(), 'out.json');
    const cwd = folderWith(`identity: {bearer: env:AWS_SECRET}\nformats: [json=${out}]\n`);
    for (const flags of [['--trust-config'], ['--config', 'middlebrick.yaml']]) {
      const before = service.seen.length;
      const { code } = await middlebrick(small(...flags), { cwd, env: { AWS_SECRET: 'somebodys-token-9' } });
      expect([0, 1, 3, 4]).toContain(code);
      const sent = service.seen.slice(before).map(({ headers }) => headers.authorization);
      expect(sent).toContain('Bearer somebodys-token-9');
    }
  });

  test('writes reports below its own folder', async () => {
    const cwd = folderWith('formats: [json=reports/new/out.json]\n');
    await middlebrick(small(), { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'reports/new/out.json'), 'utf8')).tool.name).toBe('middlebrick');
  });
});

describe('-H', () => {
  test.each([
    ['X-Tenant: a', 'x-tenant', 'a', true],
    ['X-Org-Id: 7', 'x-org-id', '7', true],
    ['Api-Version: 2', 'api-version', '2', true],
    ['Accept-Language: de', 'accept-language', 'de', true],
    ['User-Agent: probe/1', 'user-agent', 'probe/1', true],
    ['X-Access-Token: abcdefgh12345', 'x-access-token', 'abcdefgh12345', false],
    ['X-Gate: open-sesame', 'x-gate', 'open-sesame', false],
    ['X-Tenant-Key: abcdefgh12345', 'x-tenant-key', 'abcdefgh12345', false],
  ])('%s', async (line, name, value, always) => {
    const before = service.seen.length;
    await middlebrick(small('-H', line));
    const sent = service.seen.slice(before).map(({ headers }) => headers[name] === value);
    expect(sent).toContain(true);
    expect(sent.every(Boolean)).toBe(always);
  });

  test('that tells two users apart is a credential', async () => {
    const before = service.seen.length;
    await middlebrick(small('-H', 'X-Tenant: a', '--other', 'header=X-Tenant:b'));
    const sent = new Set(service.seen.slice(before).map(({ headers }) => headers['x-tenant']));
    expect(sent.has(undefined)).toBe(true);
  });

  test('names what no request can carry, not its value', async () => {
    const { code, stderr } = await middlebrick(small('-H', 'Bad Tenant: secret-value'));
    expect(code).toBe(2);
    expect(stderr).not.toContain('secret-value');
  });
});

describe('SARIF points at files of the repository', () => {
  const repository = () => {
    const root = freshFolder();
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'services/api'), { recursive: true });
    for (const path of ['services/api/openapi.json', 'openapi.json'])
      writeFileSync(join(root, path), JSON.stringify(documentOf(['/books'])));
    return root;
  };
  test.each<[string, string, (root: string) => string, string]>([
    ['a subfolder', 'services/api', () => 'openapi.json', 'services/api/openapi.json'],
    ['dots', '.', () => './services/../services/api/openapi.json', 'services/api/openapi.json'],
    ['dots out of a subfolder', 'services/api', () => '../../openapi.json', 'openapi.json'],
    [
      'an absolute path',
      'services',
      (root) => join(root, 'services/api/openapi.json'),
      'services/api/openapi.json',
    ],
    ['a file: address', 'services', (root) => pathToFileURL(join(root, 'openapi.json')).href, 'openapi.json'],
  ])('%s', async (_name, folder, spec, expected) => {
    const root = repository();
    const { stdout } = await middlebrick(small('--spec', spec(root), '--format', 'sarif'), {
      cwd: join(root, folder),
    });
    const uris = [...stdout.matchAll(/"uri": "([^"]*)"/g)].map(([, uri]) => uri);
    expect(new Set(uris)).toEqual(new Set([expected]));
  });
});

describe('colour', () => {
  test.each([
    ['a terminal', {}, true, true, true],
    ['a pipe', {}, false, true, false],
    ['the flag', { FORCE_COLOR: '1' }, true, false, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, true, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true, true, true],
    ['a dumb terminal', { TERM: 'dumb' }, true, true, false],
    ['FORCE_COLOR into a pipe', { FORCE_COLOR: '1' }, false, true, true],
    ['an empty FORCE_COLOR', { FORCE_COLOR: '' }, false, true, true],
    [
      'FORCE_COLOR over NO_COLOR and dumb',
      { FORCE_COLOR: '3', NO_COLOR: '1', TERM: 'dumb' },
      false,
      true,
      true,
    ],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, true, false],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'false' }, true, true, false],
  ])('%s', (_name, env, isTerminal, color, expected) => {
    expect(wantsColour({ color }, env, isTerminal)).toBe(expected);
  });

  test('lines are drawn again only where that can be', () => {
    expect(canRedraw({ isTTY: true }, {})).toBe(true);
    expect(canRedraw({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
    expect(canRedraw({}, {})).toBe(false);
  });

  test('FORCE_COLOR colours a piped summary, and no file', async () => {
    const cwd = freshFolder();
    const run = await middlebrick(small('--format', 'summary', '--format', 'table=t.txt'), {
      cwd,
      env: { FORCE_COLOR: '1' },
    });
    expect(run.stdout).toContain('\x1b[');
    expect(readFileSync(join(cwd, 't.txt'), 'utf8')).not.toContain('\x1b[');
  });
});

describe('Ctrl-C is exit 130', () => {
  test('while the document is being fetched', async () => {
    const hanging = await serving(() => undefined);
    const silent = (await import('node:net')).createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    try {
      const args = ['scan', hanging.url, '--spec', `http://127.0.0.1:${port}/a.json`, '--no-save'];
      const { code, stderr } = await middlebrick(args, { interruptAt: /looking around/ });
      expect(code).toBe(130);
      expect(stderr).toMatch(/Stopped before there was anything to report/);
    } finally {
      hanging.close();
      silent.close();
    }
  });

  test('while the target is silent', async () => {
    const silent = (await import('node:net')).createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const { code } = await middlebrick(['scan', `http://127.0.0.1:${port}`, '--no-save'], {
      interruptAt: /looking around/,
    });
    silent.close();
    expect(code).toBe(130);
  });

  test('while a report waits for a reader', async () => {
    const cwd = freshFolder();
    const big = Array.from({ length: 400 }, (_, at) => `/books-${at}-${'x'.repeat(200)}`);
    writeFileSync(join(cwd, 'doc.json'), JSON.stringify(documentOf(big)));
    const child = spawn(
      process.execPath,
      [MAIN, ...small('--spec', 'doc.json', '--no-save', '--format', 'html=mark.html', '--format', 'json')],
      { cwd, env: { PATH: process.env.PATH, HOME: cwd }, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    // Nobody reads; the file shows that the reports are being written.
    const mark = join(cwd, 'mark.html');
    for (let at = 0; at < 200 && !existsSync(mark); at += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(130);
  });
});
