import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../src/http/exchange.ts';
import { amended } from '../../src/making/amended.ts';
import { complaintsOf } from '../../src/making/complaints.ts';
import type { Node } from '../../src/openapi/node.ts';

const answer = (said: unknown, status = 422): HttpResponse => ({
  status,
  httpVersion: '1.1',
  headers: [['content-type', typeof said === 'string' ? 'text/plain' : 'application/json']],
  body: Buffer.from(typeof said === 'string' ? said : JSON.stringify(said)),
  truncated: false,
  headMs: 1,
  totalMs: 1,
});
const amendedBy = (body: Node, said: unknown, status?: number) =>
  amended(body, complaintsOf(answer(said, status)), {
    tag: 'mb01',
    attempt: 0,
    fixed: new Set(['username']),
  });

const PHONE = expect.stringMatching(/^\+1555\d{7}$/);
const sent = { username: 'mb01', password: 'secret' };

describe('what is missing is added', () => {
  test.each([
    ['FastAPI', { detail: [{ loc: ['body', 'phone'], msg: 'Field required', type: 'missing' }] }],
    ['Django REST framework', { phone: ['This field is required.'] }],
    [
      'Laravel',
      { message: 'The given data was invalid.', errors: { phone: ['The phone field is required.'] } },
    ],
    ['Rails', { errors: { phone: ["can't be blank"] } }],
    [
      'express-validator',
      { errors: [{ type: 'field', path: 'phone', msg: 'phone is required', location: 'body' }] },
    ],
    ['Zod', { issues: [{ code: 'invalid_type', path: ['phone'], message: 'Required' }] }],
    ['Ajv', { statusCode: 400, message: "body must have required property 'phone'", error: 'Bad Request' }],
    ['class-validator', { statusCode: 400, message: ['phone should not be empty'], error: 'Bad Request' }],
    ['Spring', { status: 400, errors: [{ field: 'phone', defaultMessage: 'must not be blank' }] }],
    ['JSON:API', { errors: [{ source: { pointer: '/data/attributes/phone' }, title: "can't be blank" }] }],
    [
      'Go validator',
      { error: "Key: 'Sent.Phone' Error:Field validation for 'phone' failed on the 'required' tag" },
    ],
    ['Mongoose', { errors: { phone: { kind: 'required', message: 'Path `phone` is required.' } } }],
    ['Grape', { error: 'phone is missing' }],
    ['a sentence in a page', 'Missing required field: phone'],
    ['a sentence about several', { error: 'username, password and phone are required' }],
  ])('%s', (_name, said) => expect(amendedBy(sent, said)).toMatchObject({ ...sent, phone: PHONE }));

  test('in the object that holds the rest', () =>
    expect(
      amendedBy({ user: sent }, { detail: [{ loc: ['body', 'user', 'phone'], msg: 'Field required' }] }),
    ).toEqual({ user: { ...sent, phone: PHONE } }));
});

describe('what is wrong becomes another value', () => {
  test.each<[string, Node, unknown, Node]>([
    ['one of a list', { plan: 'x' }, { plan: ['Must be one of: free, pro.'] }, { plan: 'free' }],
    [
      'items of a list',
      { events: ['mb01'] },
      { fields: { events: 'may hold thread.replied, message.received' } },
      { events: ['thread.replied'] },
    ],
    [
      'a member of an item, in a sentence',
      { items: [{ quantity: 1 }] },
      { message: ['items.0.seat must be a number'] },
      { items: [{ quantity: 1, seat: 1 }] },
    ],
    [
      'the scan’s own name in capitals, where a pattern wants these',
      { code: 'mb01' },
      { message: ['code must match /^[A-Z0-9-]{4,20}$/ regular expression'] },
      { code: 'MB01' },
    ],
    [
      'a text that matches a pattern',
      { plate: 'mb01' },
      { detail: [{ loc: ['body', 'plate'], msg: "String should match pattern '^[A-Z]{2}-\\d{3}$'" }] },
      { plate: expect.stringMatching(/^[A-Z]{2}-\d{3}$/) },
    ],
    ['a number', { seats: '2' }, { message: ['seats must be a number'] }, { seats: 2 }],
    ['a true', { terms: false }, { errors: { terms: ['must be accepted'] } }, { terms: true }],
    [
      'longer',
      { title: 'ab' },
      { title: ['Ensure this field has at least 5 characters.'] },
      { title: 'abmb0' },
    ],
    ['shorter', { title: 'abcdef' }, { title: ['No more than 3 characters.'] }, { title: 'abc' }],
    [
      'a number within',
      { price: 'sample' },
      { fields: { price: 'must be a whole number from 500 to 90000' } },
      { price: 500 },
    ],
    ['a number between', { guests: 0 }, { errors: { guests: 'must be between 1 and 30' } }, { guests: 1 }],
    [
      'a text of some length',
      { title: 'a' },
      { fields: { title: 'must be a text of 3 to 10 characters' } },
      { title: 'amb' },
    ],
    ['at least so much', { amount: 1 }, { message: ['amount must not be less than 50'] }, { amount: 50 }],
    ['left out', { title: 'a', x: 1 }, { message: 'property x should not exist' }, { title: 'a' }],
    [
      'a date',
      { born: 'x' },
      { born: ['Date has wrong format. Use one of these formats instead: YYYY-MM-DD.'] },
      { born: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    ],
    [
      'an identifier',
      { ref: 'x' },
      { detail: [{ loc: ['body', 'ref'], msg: 'Input should be a valid UUID' }] },
      { ref: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ],
  ])('%s', (_name, body, said, wanted) => expect(amendedBy(body, said)).toEqual(wanted));

  test('what somebody else has', () => {
    const changed = amendedBy({ phone: '+49 151 2345678' }, { phone: ['already taken'] }, 409);
    expect(changed?.phone).toMatch(/^\+49 151 \d{7}$/);
    expect(changed?.phone).not.toBe('+49 151 2345678');
  });
});

test.each([
  ['by what the account is known', sent, { username: ['This field is wrong.'] }, 422],
  ['whatever a refusal of the asker says', sent, { error: 'phone is required' }, 401],
  ['without a name', sent, { error: 'Bad Request', message: 'Something went wrong' }, 400],
  ['a mere echo', sent, { received: sent }, 400],
])('nothing is changed %s', (_name, body, said, status) =>
  expect(amendedBy(body, said, status)).toBeUndefined(),
);

describe('a day that is refused', () => {
  const DAY_MS = 86_400_000;
  const soon = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  const far = { day: soon(200), until: soon(203) };

  test('becomes one within what the refusal names, and so do the days beside it', () => {
    const { day, until } = amendedBy(far, { error: 'day must lie within the next 120 days' }) as typeof far;
    expect(Date.parse(day) - Date.now()).toBeLessThan(120 * DAY_MS);
    expect(Date.parse(day)).toBeGreaterThan(Date.now());
    expect(Date.parse(until) - Date.parse(day)).toBe(3 * DAY_MS);
  });

  test('becomes a nearer one where nothing says what is wrong', () => {
    const { day } = amendedBy(far, { message: 'Some values are not valid.', fields: ['day'] }) as typeof far;
    expect(Date.parse(day) - Date.now()).toBeLessThan(90 * DAY_MS);
  });

  test('is written in another way after that', () => {
    const complaints = complaintsOf(answer({ fields: ['startsAt'], message: 'not valid' }));
    const forms = [0, 1, 2].map((attempt) => {
      const changed = amended({ startsAt: `${soon(30)}T13:00:00Z` }, complaints, { tag: 'mb01', attempt });
      return String(changed?.startsAt).replace(/\d/g, '0');
    });
    expect(forms).toEqual(['0000-00-00T00:00:00Z', '0000-00-00T00:00', '0000-00-00']);
  });

  test('that is missing stands beside the others', () => {
    const changed = amendedBy({ check_in: soon(30) }, { errors: { check_out: ["can't be blank"] } });
    expect(changed).toEqual({ check_in: soon(30), check_out: soon(31) });
  });
});
