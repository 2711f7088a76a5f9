import { describe, expect, test } from 'vitest';
import { foreignIdentifiers, isIdentifier, ownBody } from '../../src/journal/own-body.ts';

const TAG = 'mbtag0123456789';
const OWN_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;
const NOBODYS = '3f2b8a1c-5d4e-4f6a-9b7c-1d2e3f4a5b6c';
const own = (value: unknown, ids: Readonly<Record<string, string>> = {}) => ownBody(value, { tag: TAG, ids });

describe('a body without identifiers of others', () => {
  test.each<[string, unknown, unknown]>([
    ['plain members stay', { title: 'a', price: 7, tags: ['x'] }, { title: 'a', price: 7, tags: ['x'] }],
    ['a name of its own', { id: 'old' }, { id: TAG }],
    ['a number that names it is the service’s to give', { id: 7 }, {}],
    ['references go', { user_id: 7, ownerIds: [1, 2], customer: 'bob', parents: [3] }, {}],
    [
      'what only ends alike stays',
      { paid: true, isValid: 1, max_bid: 5 },
      { paid: true, isValid: 1, max_bid: 5 },
    ],
    ['what ends in such a word is a reference all the same', { jobid: 5, bookId: 6, webid: 'x' }, {}],
    ['what only begins alike stays', { identity: 'a', userName2: 7 }, { identity: 'a', userName2: 7 }],
    ['objects under a reference are looked into', { owner: { id: 7, name: 'a' } }, { owner: { name: 'a' } }],
    ['lists of objects too', { members: [{ id: 7, role: 'x' }] }, { members: [{ role: 'x' }] }],
    ['a name of a part is nobody’s to choose', { part: { uuid: 'u', n: 1 } }, { part: { n: 1 } }],
    ['people', { username: 'ada', email: 'ada@b.example' }, { username: TAG, email: `${TAG}@example.com` }],
    ['no text for a person', { username: 7 }, { username: 7 }],
    ['lists', [{ id: 'a' }, 'x', null], [{}, 'x', null]],
    ['scalars', 'text', 'text'],
  ])('%s', (_name, value, expected) => {
    expect(own(value)).toEqual(expected);
  });

  test('a UUID becomes one that belongs to the tag alone', () => {
    const { id } = own({ id: NOBODYS }) as { id: string };
    expect(id).toMatch(OWN_UUID);
    expect(own({ id: NOBODYS })).toEqual({ id });
    expect(ownBody({ id: NOBODYS }, { tag: 'mbother' })).not.toEqual({ id });
  });

  test('identifiers that are known to be its own are put in, of the same type, at the top alone', () => {
    expect(own({ id: 7, title: 'a' }, { id: '12' })).toEqual({ id: 12, title: 'a' });
    expect(own({ id: 'x' }, { id: '12' })).toEqual({ id: '12' });
    expect(own({ user_id: 7 }, { userid: '12' })).toEqual({});
    expect(own({ part: { id: 7 } }, { id: '12' })).toEqual({ part: {} });
  });

  test('what is made to be deep ends', () => {
    let deep: unknown = { user_id: 7 };
    for (let level = 0; level < 40; level += 1) deep = { a: deep };
    expect(JSON.stringify(own(deep))).toContain('user_id');
  });
});

describe('what names something of others', () => {
  const names = (body: unknown, type = 'application/json', mine: readonly string[] = [TAG, '12']) =>
    foreignIdentifiers(
      { url: 'http://a.example', headers: [['content-type', type]], body: body as string },
      new Set(mine),
    );
  const json = (value: unknown) => names(JSON.stringify(value));

  test.each<[string, unknown, string[]]>([
    ['nothing', { title: 'a', price: 7 }, []],
    ['its own, as a number or text', { id: 12, user_id: '12' }, []],
    ['the tag and what is made of it', { id: TAG, email: `${TAG}@example.com` }, []],
    ['a UUID of the tag', own({ id: NOBODYS }), []],
    ['another UUID', { id: NOBODYS }, ['id']],
    ['another number', { user_id: 7 }, ['user_id']],
    ['one of several', { member_ids: [12, 7] }, ['member_ids']],
    ['deeper', { a: [{ b: { owner: 'bob' } }] }, ['owner']],
    ['each once', [{ owner: 'a' }, { owner: 'b' }], ['owner']],
    ['no scalar', { owner: null, members: [] }, []],
    ['a list', [12, 7], []],
  ])('%s', (_name, value, expected) => expect(json(value)).toEqual(expected));

  test('in a form, and in no body that cannot be read', () => {
    expect(names('user_id=7&title=a', 'application/x-www-form-urlencoded')).toEqual(['user_id']);
    expect(names('user_id=12', 'application/x-www-form-urlencoded; charset=utf-8')).toEqual([]);
    expect(names('user_id=7')).toEqual([]);
    expect(names(undefined)).toEqual([]);
    expect(names(Buffer.from('{"user_id":7}'))).toEqual([]);
  });

  test('without a content type a body is read as JSON', () => {
    expect(foreignIdentifiers({ url: 'http://a.example', body: '{"user_id":7}' }, new Set())).toEqual([
      'user_id',
    ]);
  });
});

test.each([
  ['id', true],
  ['orderId', true],
  ['owner', true],
  ['login', true],
  ['title', false],
  ['identity', false],
])('%s says which thing is meant: %s', (name, is) => expect(isIdentifier(name)).toBe(is));
