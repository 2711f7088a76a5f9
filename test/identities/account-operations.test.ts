import { expect, test } from 'vitest';
import { registerOperations } from '../../src/identities/account-operations.ts';
import type { Operation } from '../../src/openapi/operation.ts';

const posting = (path: string, example: object): Operation => ({
  ...{ id: `POST ${path}`, method: 'POST', path, server: 'http://127.0.0.1:9', source: 'spec' },
  ...{ parameters: [], responses: [], deprecated: false, tags: [] },
  bodies: [{ mediaType: 'application/json', example }],
});
const LOGIN = { email: 'a@example.com', password: 'x' };
const NEWCOMER = { ...LOGIN, name: 'Ada', born: '1990-04-12' };
const found = (...operations: Operation[]) =>
  registerOperations({ operations }).map(({ operation }) => operation.path);

test.each(['/v1/registrations', '/sign-ups', '/readers', '/api/new-account'])('%s registers', (path) =>
  expect(found(posting(path, NEWCOMER))).toEqual([path]),
);

test.each(['/v1/session', '/password/reset', '/readers/{id}/invite', '/readers/import'])(
  '%s does not, whatever it asks for',
  (path) => expect(found(posting(path, NEWCOMER))).toEqual([]),
);

test('what asks for no more than a login is none', () =>
  expect(found(posting('/readers', LOGIN))).toEqual([]));

test('what says that it registers comes first', () =>
  expect(found(posting('/readers', NEWCOMER), posting('/registrations', NEWCOMER))).toEqual([
    '/registrations',
    '/readers',
  ]));
