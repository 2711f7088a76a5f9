import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { expect, test } from 'vitest';
import { loginApi } from '../../lab/identities/login-flows.ts';
import { scanned } from './scanned.ts';

const LOGIN = ['--login', 'POST /login {"user":"ann","password":"correct-horse-7"}'];
const COOKIES = ['--include', 'script-readable-cookie', '--include', 'cross-site-cookie'];
type Options = NonNullable<Parameters<typeof setCookie>[3]>;

/** A login that sets its session in a cookie with these attributes, and says nothing else. */
const setting = (options: Options) =>
  loginApi({
    answer: (token: string, c: Context) => {
      setCookie(c, 'sid', token, options);
      return c.json({ ok: true });
    },
  });

test('the cookie of a login that the scan makes is judged, and nowhere shown', async () => {
  const { result, url } = await scanned(setting({}), [...LOGIN, ...COOKIES]);
  expect(
    result.findings.map(({ rule, locations }) => [rule, locations[0]?.method, locations[0]?.url]),
  ).toEqual(
    expect.arrayContaining([
      ['script-readable-cookie', 'POST', `${url}/login`],
      ['cross-site-cookie', 'POST', `${url}/login`],
    ]),
  );
  const said = JSON.stringify(result);
  expect(said).toContain('The cookie sid is set without HttpOnly.');
  expect(said).not.toMatch(/correct-horse-7|tok-[0-9a-f]{18}|"ann"/);
});

test('a careful cookie of such a login passes, and was looked at', async () => {
  const { result } = await scanned(setting({ httpOnly: true, sameSite: 'Lax' }), [...LOGIN, ...COOKIES]);
  expect(result.findings).toEqual([]);
  const rules = result.checks.flatMap((check) => check.rules).filter(({ rule }) => /-cookie$/.test(rule));
  expect(rules.filter(({ status }) => status === 'passed').map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['script-readable-cookie', 'cross-site-cookie']),
  );
});

test('a token in the body beside a careless cookie keeps that cookie from nobody', async () => {
  const app = loginApi({
    answer: (token: string, c: Context) => {
      setCookie(c, 'sid', 'c7f0a1', {});
      return c.json({ token });
    },
  });
  const { result } = await scanned(app, [...LOGIN, ...COOKIES]);
  expect(result.findings.map(({ rule }) => rule)).toContain('script-readable-cookie');
  expect(JSON.stringify(result)).not.toMatch(/tok-[0-9a-f]{18}|c7f0a1/);
});
