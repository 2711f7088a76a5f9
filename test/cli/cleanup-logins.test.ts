import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedLab, serveLab } from '../../lab/app.ts';
import { type SelfAccounts, selfAccounts } from '../../lab/identities/self-accounts.ts';
import { freshFolder, middlebrick } from './command.ts';

const AT = '2026-01-02T03:04:05.000Z';
const PASSWORD = 'Lamp-and-5-chairs';
const LOGIN = '/api/v1/login/access-token';
const FORM = [['Content-Type', 'application/x-www-form-urlencoded']];
const typed = (password: string) => [
  '--login',
  `POST ${LOGIN} username=ada@example.org&password=${password}`,
];

/** A folder whose journals say that a killed scan made a note as the user `default`, and an account. */
async function leftAt(url: string): Promise<{ readonly cwd: string; readonly journals: () => string[] }> {
  const cwd = freshFolder();
  const folder = join(cwd, 'state', 'middlebrick', 'journals');
  mkdirSync(folder, { recursive: true });
  const api = `${url}/api/v1`;
  const account = { user: 'mb00cc22dd', password: 'Mb1!0123456789ab' };
  const name = `${account.user}@example.com`;
  const json = { 'Content-Type': 'application/json' };
  await fetch(`${api}/users/signup`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email: name, password: account.password }),
  });
  const form = (user: string, password: string) => ({
    method: 'POST',
    body: new URLSearchParams({ username: user, password }),
  });
  const answer = await fetch(url + LOGIN, form('ada@example.org', PASSWORD));
  const { access_token } = (await answer.json()) as { access_token: string };
  const cookie = answer.headers.get('set-cookie')?.replace(/;.*/, '') ?? '';
  const headers = { ...json, Authorization: `Bearer ${access_token}`, Cookie: cookie };
  await fetch(`${api}/notes`, { method: 'POST', headers, body: '{"title":"mb00aa11bb"}' });
  const note = { url: `${api}/notes/{}`, field: 'id', reads: true, removes: true };
  const me = { url: `${api}/users/me`, reads: true, removes: true };
  const login = {
    request: {
      method: 'POST',
      url: url + LOGIN,
      headers: FORM,
      body: form(name, account.password).body.toString(),
    },
    token: { kind: 'bearer' },
  };
  const lines = [
    { version: 1, scan: 'abcd1234-0', startedAt: AT, target: `${url}/`, scope: [url], process: 2 ** 30 },
    {
      entry: 1,
      at: AT,
      intent: {
        ...{ kind: 'make', what: 'mb00aa11bb, made by POST /notes', by: 'default', method: 'POST' },
        ...{ url: `${api}/notes`, tag: 'mb00aa11bb', recipe: { lists: [], objects: [note], self: [] } },
      },
    },
    { entry: 1, at: AT, state: 'made', learnt: { candidates: ['1'], proven: ['1'] } },
    {
      entry: 2,
      at: AT,
      intent: {
        ...{
          kind: 'make',
          what: `the account ${name}, registered by the scan`,
          by: 'anonymous',
          method: 'POST',
        },
        ...{ url: `${api}/users/signup`, tag: account.user, account },
        recipe: { lists: [], objects: [], self: [me], login },
      },
    },
    { entry: 2, at: AT, state: 'made' },
  ];
  writeFileSync(join(folder, 'killed.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return { cwd, journals: () => (existsSync(folder) ? readdirSync(folder) : []) };
}

describe.each(['token', 'cookie', 'both'] as const)('a session that is shown by %s', (opensTo) => {
  let lab: SelfAccounts;
  let served: ServedLab;
  beforeEach(async () => {
    lab = selfAccounts({ opensTo });
    served = await serveLab(lab);
  });
  afterEach(() => served.close());

  const yaml = (url: string, more = '') =>
    `${more}identity:\n  login: { request: "POST ${LOGIN}", form: { username: ada@example.org, password: "env:MIDDLEBRICK_ADA" } }\nurl: ${url}\n`;
  const cases: [string, (cwd: string) => readonly string[]][] = [
    ['typed', () => typed(PASSWORD)],
    [
      'in a file that is named',
      (cwd) => {
        writeFileSync(join(cwd, 'own.yaml'), yaml('http://127.0.0.1:9'));
        return ['--config', 'own.yaml'];
      },
    ],
    [
      'in a file that is found',
      (cwd) => {
        writeFileSync(join(cwd, 'middlebrick.yaml'), yaml(served.url));
        return [];
      },
    ],
  ];
  test.each(cases)('the login is %s, and all is removed', async (_where, words) => {
    const { cwd, journals } = await leftAt(served.url);
    expect([lab.notes(), lab.accounts()]).toEqual([1, ['ada@example.org', 'mb00cc22dd@example.com']]);
    const env = { MIDDLEBRICK_ADA: PASSWORD };
    const ran = await middlebrick(['cleanup', 'last', ...words(cwd)], { cwd, env });
    expect(ran.stdout).toContain('2 removed, 0 left');
    expect([lab.notes(), lab.accounts()]).toEqual([0, ['ada@example.org']]);
    expect(lab.removals).toEqual([
      { path: '/api/v1/users/me', authorization: opensTo !== 'cookie', cookie: opensTo !== 'token' },
    ]);
    expect(journals()).toEqual([]);
    expect(ran.stdout + ran.stderr).not.toContain(PASSWORD);
    expect(ran.code).toBe(0);
  });
});

describe('where nobody can be signed in', () => {
  let lab: SelfAccounts;
  let served: ServedLab;
  beforeEach(async () => {
    lab = selfAccounts();
    served = await serveLab(lab);
  });
  afterEach(() => served.close());

  test('it is said, and what others may remove is removed', async () => {
    const { cwd, journals } = await leftAt(served.url);
    const ran = await middlebrick(['cleanup', 'last', ...typed('wrong-password-1')], { cwd });
    expect(ran.stderr).toMatch(/The login of "default" gave no session: POST \S+ returns 400/);
    expect(ran.stdout).toContain('1 removed, 1 left');
    expect(ran.stdout).toContain('left: mb00aa11bb, made by POST /notes');
    expect([lab.notes(), lab.accounts()]).toEqual([1, ['ada@example.org']]);
    expect(journals()).toHaveLength(1);
    expect(ran.code).toBe(1);
  });

  test('a file that was found and is for another service lends nobody its users', async () => {
    const { cwd } = await leftAt(served.url);
    const identity = `identity:\n  login: { request: "POST ${LOGIN}", form: { username: ada@example.org, password: "${PASSWORD}" } }\n`;
    writeFileSync(join(cwd, 'middlebrick.yaml'), `url: http://127.0.0.1:9\n${identity}`);
    const ran = await middlebrick(['cleanup', 'last'], { cwd });
    expect(ran.stderr).toContain('middlebrick.yaml is for http://127.0.0.1:9: its users are not asked here.');
    expect(ran.stdout).toContain('1 removed, 1 left');
    expect(ran.code).toBe(1);
  });
});
