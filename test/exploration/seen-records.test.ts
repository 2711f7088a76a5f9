import { expect, test } from 'vitest';
import { withSeenValues } from '../../src/exploration/completed-bodies.ts';
import { withMakersBody } from '../../src/exploration/makers-body.ts';
import { namedEntries } from '../../src/exploration/named-entries.ts';
import { readRecords } from '../../src/exploration/seen-records.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import type { Operation } from '../../src/openapi/operation.ts';

const SERVER = 'http://127.0.0.1:9';
const answer = (path: string, document: unknown, type = 'application/json') =>
  ({
    identity: 'ada',
    request: { method: 'GET', url: SERVER + path, headers: [] },
    response: {
      status: 200,
      headers: [['content-type', type]],
      body: Buffer.from(JSON.stringify(document)),
      truncated: false,
    },
  }) as unknown as Exchange;
const operation = (method: string, path: string, properties?: Record<string, unknown>): Operation => ({
  ...{ id: `${method} ${path}`, method, path, server: SERVER, source: 'crawl' },
  ...{ parameters: [], responses: [], deprecated: false, tags: [] },
  bodies: properties ? [{ mediaType: 'application/json', schema: { type: 'object', properties } }] : [],
});
const completed = (one: Operation, ...answers: Exchange[]) => {
  const [body] = withSeenValues(one, readRecords(...answers), { spec: undefined }).bodies;
  return (body?.schema as { properties?: unknown } | undefined)?.properties;
};

const BOOKINGS = answer('/bookings', {
  items: [
    {
      id: 1,
      day: '2031-03-03',
      guests: 4,
      kind: 'choir',
      note: 'scales',
      paid: false,
      tags: ['a'],
      room_id: 9,
    },
    { id: 2, day: '2031-03-05', guests: 2, kind: 'choir', note: 'mass', paid: false, tags: [], room_id: 8 },
  ],
  total: 2,
});

test('members of which nothing is said are what records of the kind hold', () => {
  const body = { day: {}, guests: {}, kind: {}, note: {}, paid: {}, tags: {}, room_id: {} };
  expect(completed(operation('POST', '/bookings', body), BOOKINGS)).toEqual({
    day: { type: 'string', format: 'date', example: '2031-03-05' },
    guests: { type: 'integer', example: 2 },
    kind: { type: 'string', enum: ['choir'] },
    // Nobody's words and nobody's identifiers.
    note: { type: 'string' },
    paid: { type: 'boolean', example: false },
    tags: { type: 'array', items: { type: 'string' } },
    room_id: { type: 'integer' },
  });
});

test('what is said stays', () => {
  const body = { guests: { type: 'integer', example: 1 }, kind: { type: 'string', format: 'uuid' } };
  expect(completed(operation('POST', '/bookings', body), BOOKINGS)).toEqual(body);
});

test('records of another kind say what type a member is, and no words', () => {
  const body = { guests: {}, kind: {} };
  expect(completed(operation('POST', '/tables', body), BOOKINGS)).toEqual({
    guests: { type: 'integer', example: 2 },
    kind: { type: 'string' },
  });
});

test('what nobody was shown is known by its name, if at all', () => {
  expect(completed(operation('POST', '/parties', { guests: {}, starts_on: {}, mood: {} }))).toEqual({
    guests: { type: 'integer', example: 1 },
    starts_on: { type: 'string', example: '2031-05-05' },
    mood: { type: 'string' },
  });
});

test('attributes of JSON:API are members', () => {
  const documents = answer(
    '/loans',
    { data: [{ type: 'loans', id: '1', attributes: { days: 3 } }] },
    'application/vnd.api+json',
  );
  expect(completed(operation('POST', '/loans', { days: {} }), documents)).toEqual({
    days: { type: 'integer', example: 3 },
  });
});

test('what is seen does not depend on which answer came first', () => {
  const [one, other] = [BOOKINGS, answer('/bookings/3', { id: 3, day: '2031-03-01', guests: 1 })];
  const [forth, back] = [readRecords(), readRecords()];
  for (const each of [one, other]) forth.add(readRecords(each));
  for (const each of [one, other]) back.add(readRecords(each));
  expect(forth.member('bookings', 'guests')).toEqual(back.member('booking', 'guests'));
  expect(forth.member('bookings', 'guests')).toEqual(readRecords(one, other).member('bookings', 'guests'));
});

test('a change of which no body is known takes what the making takes', () => {
  const maker = operation('POST', '/bookings', { note: {} });
  const change = operation('PATCH', '/bookings/{id}');
  expect(withMakersBody(change, [maker, change]).bodies).toEqual(maker.bodies);
  const action = operation('POST', '/bookings/{id}/cancel');
  expect(withMakersBody(action, [maker, action]).bodies).toEqual([]);
});

test('a member by whose name entries of a public list are addressed names one of these', () => {
  const shown = ['9781', '9782'].map((value) => ({
    ...{ name: 'isbn', value, collection: '/catalogue', from: `${SERVER}/catalogue` },
  }));
  const entries = namedEntries(
    [operation('GET', '/catalogue/{isbn}'), operation('GET', '/users/{id}')],
    shown,
  );
  const [body] = withSeenValues(operation('POST', '/holds', { isbn: {}, id: {} }), readRecords(), {
    ...{ spec: undefined, entries },
  }).bodies;
  expect(body?.schema).toMatchObject({
    properties: { isbn: { type: 'string', examples: ['9781', '9782'] }, id: { type: 'string' } },
  });
  expect(entries({ path: '/catalogue' }, 'isbn')).toEqual([]);
});
