import { describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import * as lab from '../../lab/identities/logins.ts';
import { ScanError } from '../../src/errors.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { discovering } from '../discovery/discovering.ts';

const speaking = (token: string): Identity => ({ name: 'ada', credentials: [{ kind: 'bearer', token }] });
const good = speaking('good-token');
const stale = speaking('stale-token');

const proofsAt = (app: LabApp, identity: Identity, path = '/me') =>
  discovering(app, ({ surface }) => surface.proofs, { path, identities: [identity] });

describe('proof of login', () => {
  test.each([
    [
      'the target refuses nobody else',
      lab.guarded,
      '/me',
      'GET /me answers 200; without the credential 401.',
    ],
    [
      'a documented operation asks',
      lab.guardedByDocument,
      '/',
      'GET /orders answers 200; without the credential 401.',
    ],
    [
      'known but not allowed',
      lab.forbidden,
      '/me',
      'GET /me answers 403, forbidden; without the credential 401, unknown.',
    ],
    [
      'other content for those it knows',
      lab.greeting,
      '/me',
      'GET /me answers with other content than without the credential.',
    ],
    [
      'strangers are sent to the login',
      lab.redirecting,
      '/me',
      'GET /me answers 200; without the credential 302.',
    ],
  ])('%s', async (_name, app, path, proof) => {
    expect(await proofsAt(app, good, path)).toEqual([{ identity: 'ada', proven: true, proof }]);
  });

  test.each([
    ['nothing asks', lab.open],
    ['every answer differs anyway', lab.restless],
  ])('not shown: %s', async (_name, app) => {
    const [proof] = await proofsAt(app, good);
    expect(proof).toMatchObject({
      proven: false,
      proof: expect.stringMatching(/^Not shown: none of \d+ operations/),
    });
  });

  test('not shown where only what is forbidden to all refuses', async () => {
    const [proof] = await proofsAt(lab.adminOnly, good, '/');
    expect(proof).toMatchObject({ proven: false, proof: expect.stringContaining('as forbidden') });
  });

  test.each([
    ['at the target', lab.guarded, '/me', /"ada" is not accepted: GET \/me answers 401/],
    ['at a documented operation', lab.guardedByDocument, '/', /GET \/orders answers 401/],
    ['by redirect', lab.redirecting, '/me', /GET \/me answers 302/],
  ])('lost %s', async (_name, app, path, sentence) => {
    const failure = await proofsAt(app, stale, path).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ScanError);
    expect(failure).toMatchObject({
      code: 'login-lost',
      exitCode: 3,
      message: expect.stringMatching(sentence),
    });
    expect(String(failure)).not.toContain('stale-token');
  });

  test('each identity is proven for itself', async () => {
    const failure = await discovering(lab.guarded, () => undefined, {
      path: '/me',
      identities: [good, { ...stale, name: 'bob' }],
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'login-lost', message: expect.stringContaining('"bob"') });
  });
});
