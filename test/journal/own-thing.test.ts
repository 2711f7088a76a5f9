import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../src/journal/entry.ts';
import type { Entry } from '../../src/journal/journal.ts';
import { recordWith } from '../../src/journal/own-record.ts';
import { addressOf, locate, readBack } from '../../src/journal/own-thing.ts';
import { identifiersIn } from '../../src/journal/records.ts';
import { entry, recipe, servedThings, TAG } from './served-things.ts';

const TAGS = [TAG];
const { now, at, client, note, self } = servedThings();

async function read(path: string, body: unknown, place: Parameters<typeof readBack>[1], of = recipe()) {
  now.answers = { [path]: body };
  return (await readBack(client('safe'), place, { tags: TAGS }, of))?.record;
}

describe('a thing is the scan’s own where its tag is read back', () => {
  test.each<[string, unknown, boolean]>([
    ['the record alone', { id: 7, title: TAG }, true],
    ['an address made of the tag', { id: 7, email: `${TAG}@example.com` }, true],
    ['in an envelope', { data: { id: 7, title: TAG } }, true],
    ['in an envelope of an envelope', { data: { note: { id: 7, title: TAG } } }, true],
    ['a list of one', [{ id: 7, title: TAG }], true],
    ['without a name for itself', { title: TAG }, true],
    [
      'of several, as the identifier was passed over',
      [
        { id: 7, title: TAG },
        { id: 8, title: 'b' },
      ],
      false,
    ],
    ['a list in an envelope', { data: [{ id: 7, title: TAG }] }, false],
    ['too deep', { a: { b: { c: { title: TAG } } } }, false],
    ['one that calls itself otherwise', { id: 8, title: TAG }, false],
    ['a longer text that holds it', { id: 7, title: `${TAG}-copy` }, false],
    ['somebody else’s', { id: 7, title: 'a' }, false],
    ['no record', 'text', false],
    ['a refusal that quotes it', 403, false],
  ])('%s', async (_name, body, own) => {
    const record = await read('/notes/7', body, { at: note(), id: '7' });
    expect(record !== undefined).toBe(own);
  });

  test('an address made of the tag needs no other name, and is encoded', async () => {
    expect(await read(`/notes/${TAG}`, { id: 8, title: TAG }, { at: note(), id: TAG })).toBeDefined();
    const id = `${TAG}@example.com`;
    expect(addressOf({ at: note(), id: 'a/b c' })).toBe(at('/notes/a%2Fb%20c'));
    expect(
      await read(`/notes/${encodeURIComponent(id)}`, { id: 8, title: TAG }, { at: note(), id }),
    ).toBeDefined();
  });

  test('in the list, where no operation reads one object', async () => {
    const list = at('/notes');
    const unread = note({ reads: false, list });
    const held = [{ id: 9 }, { id: 7, title: TAG }];
    expect(await read('/notes', held, { at: unread, id: '7' })).toEqual({ id: 7, title: TAG });
    expect(await read('/notes', held, { at: unread, id: '9' })).toBeUndefined();
    expect(await read('/notes', held, { at: unread, id: TAG })).toBeDefined();
    expect(await read('/notes', held, { at: note({ list }), id: '7' })).toBeUndefined();
    expect(await read('/notes', held, { at: note({ reads: false }), id: '7' })).toBeUndefined();
  });

  test('in any reading, where the identifier is the tag and nothing else can be read', async () => {
    const unread = note({ reads: false });
    const elsewhere = recipe({ lists: [at('/mine')], self: [self('/me'), self('/closed', false)] });
    expect(await read('/mine', [{ title: TAG }], { at: unread, id: TAG }, elsewhere)).toBeDefined();
    expect(await read('/me', { notes: [{ title: TAG }] }, { at: unread, id: TAG }, elsewhere)).toBeDefined();
    expect(await read('/closed', { title: TAG }, { at: unread, id: TAG }, elsewhere)).toBeUndefined();
    expect(await read('/mine', [{ title: TAG }], { at: unread, id: '7' }, elsewhere)).toBeUndefined();
    expect(await read('/mine', [{ title: TAG }], { at: note(), id: TAG }, elsewhere)).toBeUndefined();
  });

  test('of an account: at its own address, else at one that speaks of the same', async () => {
    const me = self('/me');
    const [unread, other] = [self('/me/close', false), self('/profile')];
    expect(await read('/me', { name: TAG }, { self: me })).toBeDefined();
    expect(await read('/me', { name: TAG }, { self: unread }, recipe({ self: [me] }))).toBeDefined();
    const below = recipe({ self: [other] });
    expect(
      await read('/profile', { name: TAG }, { self: self('/profile/close', false) }, below),
    ).toBeDefined();
    expect(await read('/profile', { name: TAG }, { self: self('/closing', false) }, below)).toBeUndefined();
    expect(await read('/profile', { name: TAG }, { self: me }, recipe({ self: [other] }))).toBeUndefined();
    expect(await read('/me/close', { name: TAG }, { self: unread })).toBeUndefined();
  });
});

describe('where it lies', () => {
  const found = async (served: Record<string, unknown>, of: Recipe, made: Partial<Entry> = {}) => {
    now.answers = served;
    const located = await locate(client('safe'), entry(made), of);
    return {
      at: located.places.map((place) => addressOf(place).slice(at('').length)),
      listed: located.listed,
      shown: located.shown?.record,
    };
  };
  const notes = () => recipe({ lists: [at('/notes')], objects: [note({ list: at('/notes') })] });

  test('is learnt from the list, and the fullest record is shown', async () => {
    const full = { id: 7, title: TAG, text: 'long' };
    expect(await found({ '/notes': [{ id: 7, title: TAG }], '/notes/7': full }, notes())).toEqual({
      at: ['/notes/7'],
      listed: true,
      shown: full,
    });
    const fuller = { id: 7, title: TAG, text: 'long', owner: 'me' };
    expect((await found({ '/notes': [fuller], '/notes/7': full }, notes())).shown).toEqual(fuller);
  });

  test('is what an answer said, once the tag was read there, and the first that proves it', async () => {
    const served = { '/notes/7': { id: 7, title: 'other' }, '/notes/8': { id: 8, title: TAG } };
    expect(await found(served, notes(), { candidates: ['7', '8', '9'] })).toMatchObject({
      at: ['/notes/8'],
      listed: false,
    });
    expect((await found({ '/notes/8': { title: TAG } }, notes(), { proven: ['8'] })).at).toEqual([
      '/notes/8',
    ]);
    expect((await found({ [`/notes/${TAG}`]: { title: TAG } }, notes())).at).toEqual([`/notes/${TAG}`]);
  });

  test('of an account', async () => {
    const of = recipe({ self: [self('/me'), self('/me/close', false)] });
    expect(await found({ '/me': { name: TAG } }, of)).toMatchObject({
      at: ['/me', '/me/close'],
      listed: false,
    });
    expect((await found({ '/me': { name: 'other' } }, of)).at).toEqual([]);
  });

  test.each<[string, unknown, boolean]>([
    ['a short list', [{ id: 1 }], true],
    ['an empty one', [], true],
    ['a list in an envelope', { items: [{ id: 1 }], total: 1 }, true],
    ['as long as a page', Array.from({ length: 20 }, (_, id) => ({ id })), false],
    ['one more than a page', Array.from({ length: 21 }, (_, id) => ({ id })), true],
    ['with more in all', { items: [{ id: 1 }], total: 2 }, false],
    ['with more counted', { items: [{ id: 1 }], count: 9 }, false],
    ['with a next page', { items: [{ id: 1 }], next: '/notes?page=2' }, false],
    ['without a next page', { items: [{ id: 1 }], next: null }, true],
    ['with a cursor', { items: [{ id: 1 }], cursor: 'abc' }, false],
    ['of which there is more', { items: [{ id: 1 }], hasMore: true }, false],
    ['two lists', { items: [], others: [] }, false],
    ['no list', { id: 1 }, false],
    ['a text', 'none', false],
    ['an error', 500, false],
  ])('%s was shown whole or not', async (_name, body, whole) => {
    expect((await found({ '/notes': body }, notes())).listed).toBe(whole);
  });

  test('a link to a next page says that there is more', async () => {
    for (const [link, whole] of [
      ['</notes?page=2>; rel="next"', false],
      ['</notes?page=2>; rel=next', false],
      ['</help>; rel="help"', true],
    ] as const) {
      now.link = link;
      expect((await found({ '/notes': [{ id: 1 }] }, notes())).listed).toBe(whole);
    }
    now.link = undefined;
  });
});

test('a record is found wherever it stands, and only by the whole tag', () => {
  const record = { id: 1, title: TAG };
  expect(recordWith({ a: [{ b: [[record]] }] }, TAGS)).toBe(record);
  expect(recordWith({ tags: [TAG] }, TAGS)).toBeUndefined();
  expect(recordWith([{ title: `x${TAG}` }, null, 7], TAGS)).toBeUndefined();
});

test.each([
  [{ id: 7, name: 'a' }, 'id', ['7']],
  [{ id: 7, noteId: 'n-1' }, 'note_id', ['n-1', '7']],
  [
    { _id: 'x', uuid: 'u', slug: 's', key: 'k', code: 'c', pk: 1, guid: 'g' },
    'id',
    ['x', 'u', 's', 'k', 'c', '1', 'g'],
  ],
  [{ id: '', uuid: 'u'.repeat(200), key: null, code: true, pk: [1] }, 'id', []],
  [{ uuid: 'u'.repeat(199) }, 'id', ['u'.repeat(199)]],
  [{ valid: 7, identity: 8 }, 'id', []],
])('what %j may be addressed by under the parameter %s', (record, field, identifiers) => {
  expect(identifiersIn(record, field)).toEqual(identifiers);
});
