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
      'GET /me returns 200; without the credential 401.',
    ],
    [
      'a documented operation asks',
      lab.guardedByDocument,
      '/',
      'GET /orders returns 200; without the credential 401.',
    ],
    [
      'known but not allowed',
      lab.forbidden,
      '/me',
      'GET /me returns 403, forbidden; without the credential 401, unknown.',
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
      'GET /me returns 200; without the credential 302.',
    ],
  ])('%s', async (_name, app, path, proof) => {
    expect(await proofsAt(app, good, path)).toMatchObject([{ identity: 'ada', accepted: 'accepted', proof }]);
  });

  test.each([
    ['nothing asks', lab.open],
    ['a page where people sign in is no word on a token', lab.signInPage, '/'],
    ['every answer differs anyway', lab.restless],
  ])('not shown: %s', async (_name, app, path = '/me') => {
    const [proof] = await proofsAt(app, good, path);
    expect(proof).toMatchObject({
      accepted: 'never-needed',
      proof: expect.stringMatching(/^Not shown: none of \d+ operations/),
    });
  });

  test('not shown where only what is forbidden to all refuses', async () => {
    const [proof] = await proofsAt(lab.adminOnly, good, '/');
    expect(proof).toMatchObject({ accepted: 'unclear', proof: expect.stringContaining('as forbidden') });
  });

  test.each([
    ['at the target', lab.guarded, '/me', /"ada" is not accepted: GET \/me returns 401/],
    ['at a documented operation', lab.guardedByDocument, '/', /GET \/orders returns 401/],
    [
      'by a 403 where nobody is refused',
      lab.forbidsStrangers,
      '/me',
      /GET \/ returns 403 with it and 200 without it/,
    ],
    ['by the words of a 403', lab.saysWhy, '/me', /GET \/me returns 403 with it and without it/],
    ['by redirect', lab.redirecting, '/me', /GET \/me returns 302/],
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

  test('a place for administrators is no proof of a bad login', async () => {
    const [proof] = await proofsAt(lab.administratorsApart, good, '/admin/users');
    expect(proof).toMatchObject({
      accepted: 'accepted',
      proof: 'GET /me returns 200; without the credential 401.',
    });
    expect(proof?.opened.map(({ name }) => name)).toEqual(['GET /me', 'GET /orders']);
  });

  test('not even where there is nothing else: who is let in is told what does not exist', async () => {
    const [proof] = await proofsAt(lab.onlyAdministrators, good, '/');
    expect(proof?.proof).toBe('GET /api/mb-nowhere returns 404; without the credential 401.');
    await expect(proofsAt(lab.onlyAdministrators, stale, '/')).rejects.toMatchObject({ code: 'login-lost' });
  });

  test('another refusal than to nobody is no proof where any credential gets it', async () => {
    await expect(proofsAt(lab.anyTokenForbidden, stale)).rejects.toMatchObject({ code: 'login-lost' });
    expect(await proofsAt(lab.anyTokenForbidden, good)).toMatchObject([{ accepted: 'accepted' }]);
  });

  test('a refusal in words is one', async () => {
    expect(await proofsAt(lab.politeRefusal, good)).toMatchObject([{ accepted: 'accepted' }]);
    await expect(proofsAt(lab.politeRefusal, stale)).rejects.toMatchObject({ code: 'login-lost' });
  });

  test.each([
    [
      'the scheme',
      lab.otherScheme,
      'stale-token',
      /"ada" is not accepted: .* The service asks for the scheme Token, not Bearer/,
    ],
    [
      'the token itself',
      lab.guarded,
      '$TOKEN',
      /Its value is "\$TOKEN": the variable was not expanded\. Renew it/,
    ],
    [
      'all places',
      lab.administratorsApart,
      'stale-token',
      /with it and without it, and so do \d more of the \d places asked\./,
    ],
  ])('a refusal says why: %s', async (_name, app, token, sentence) => {
    await expect(proofsAt(app, speaking(token))).rejects.toMatchObject({
      message: expect.stringMatching(sentence),
    });
  });

  test('a credential that nothing asks for may still be wrong by its looks', async () => {
    const [proof] = await proofsAt(lab.open, speaking('%TOKEN%'));
    expect(proof).toMatchObject({ accepted: 'never-needed', doubt: expect.stringContaining('not expanded') });
  });

  test('each identity is proven for itself', async () => {
    const failure = await discovering(lab.guarded, () => undefined, {
      path: '/me',
      identities: [good, { ...stale, name: 'bob' }],
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'login-lost', message: expect.stringContaining('"bob"') });
  });
});
