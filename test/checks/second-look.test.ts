import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { plainUser, rolesInTokens } from '../../lab/authentication/raised-token.ts';
import { bearer, STRONG_SECRET, signToken, verifies } from '../../lab/authentication/token-service.ts';
import { CHECKS } from '../../src/checks/index.ts';
import { raisedClaims } from '../../src/material/raised-claims.ts';
import { html } from '../../src/report/html/html.ts';
import type { Finding } from '../../src/result.ts';
import { scan } from '../../src/scan.ts';

async function finding(
  accepted: Parameters<typeof rolesInTokens>[0],
  rule: string,
  { secret = STRONG_SECRET, highest = 'admin' } = {},
): Promise<Finding | undefined> {
  const lab = await serveLab(rolesInTokens(accepted, highest));
  try {
    const result = await scan({
      url: lab.url,
      guesses: 'first',
      checks: CHECKS.filter(({ id }) => id === 'authentication'),
      ...bearer(signToken(plainUser(), secret)),
    });
    const found = result.findings.find((one) => one.rule === rule);
    if (found?.unlocks)
      expect(html(result, { colour: false, width: 80 })).toContain('Operations accessible because of it');
    return found;
  } finally {
    await lab.close();
  }
}

const OPENED = ['GET /reports', 'GET /users'];

test('a guessed secret opens what refuses the user, as a consequence of that finding', async () => {
  const found = await finding((token) => verifies(token, 'secret'), 'jwt-weak-secret', { secret: 'secret' });
  expect(found?.unlocks).toEqual(OPENED);
  expect(found?.locations[0]?.evidenceSummary).toMatch(
    /It gives access to GET \/reports and 1 more, which reject the user\.$/,
  );
  expect(found?.evidence.at(-1)?.response.body).toContain('Grace');
});

test('so do tokens without a signature, and unchecked ones', async () => {
  const none = await finding(
    (token) => token.header.alg === 'none' || verifies(token, STRONG_SECRET),
    'jwt-none-algorithm',
  );
  expect(none?.unlocks).toEqual(OPENED);
  const unchecked = await finding(() => true, 'jwt-signature-unchecked');
  expect(unchecked?.unlocks).toEqual(OPENED);
});

test('another word for an administrator is tried too', async () => {
  const found = await finding(() => true, 'jwt-signature-unchecked', { highest: 'superuser' });
  expect(found?.unlocks).toEqual(OPENED);
});

test('where no usual role opens anything, nothing is said of it', async () => {
  const found = await finding(() => true, 'jwt-signature-unchecked', { highest: 'archduke' });
  expect(found).toBeDefined();
  expect(found?.unlocks).toBeUndefined();
});

test.each([
  [{ role: 'user' }, { role: 'admin' }],
  [{ roles: ['ROLE_USER'] }, { roles: ['ROLE_USER', 'ROLE_ADMIN'] }],
  [{ scope: 'read write' }, { scope: 'read write admin' }],
  [{ is_admin: false }, { is_admin: true }],
])('claims %o are raised to %o', (claims, raised) => {
  expect(raisedClaims({ sub: '7', ...claims })[0]).toEqual({ sub: '7', ...raised });
});

test('a role that the service looks up opens to the first accounts', () => {
  expect(raisedClaims({ sub: 7, exp: 1 }).map(({ sub }) => sub)).toEqual([1, 2, 3]);
  expect(raisedClaims({ sub: '7' }).map(({ sub }) => sub)).toEqual(['1', '2', '3']);
  expect(raisedClaims({ sub: 'ada' }).map(({ sub }) => sub)).toEqual(['admin', 'root', 'administrator']);
});

test('claims that name neither a role nor somebody to be guessed stay as they are', () => {
  expect(raisedClaims({ sub: '7f3a9c1e-0000-4000-8000-5a5a5a5a5a5a', name: 'admin', exp: 1 })).toEqual([]);
});
