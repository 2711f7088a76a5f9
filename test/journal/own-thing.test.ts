import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpClient } from '../../src/http/client.ts';
import { openSession } from '../../src/http/session.ts';
import { openTransport } from '../../src/http/transport.ts';
import type { ObjectPlace, Recipe } from '../../src/journal/entry.ts';
import type { Entry, Journal } from '../../src/journal/journal.ts';
import { IN_MEMORY, openJournal } from '../../src/journal/journal.ts';
import type { OwnWrite } from '../../src/journal/own-thing.ts';
import {
  addressOf,
  identifiersIn,
  locate,
  readBack,
  recordWith,
  writeToOwn,
} from '../../src/journal/own-thing.ts';
import { parseTarget } from '../../src/target.ts';
import { type Served, serving } from '../discovery/served-below.ts';

const TAG = 'mbtag0123456789';
const TAGS = [TAG];
/** What the service answers now, by path; a number is a status without a body of interest. */
let answers: Readonly<Record<string, unknown>> = {};
let links: string | undefined;
let service: Served;
let reader: HttpClient;
const transport = openTransport();
beforeAll(async () => {
  service = await serving((path) => {
    const body = answers[path];
    if (body === undefined) return undefined;
    if (typeof body === 'number') return { status: body, body: { title: TAG, id: 7 } };
    return { body, ...(links === undefined ? {} : { headers: { Link: links } }) };
  });
  reader = sessionIn('safe').client;
});
const sessionIn = (mode: 'safe' | 'active', journal?: Journal) =>
  openSession({
    transport: transport.send,
    scope: parseTarget(service.url).scope,
    mode,
    ...(journal ? { isNoted: journal.isNoted } : {}),
    maxRequests: 1_000,
    concurrency: 4,
    signal: new AbortController().signal,
    userAgent: 'middlebrick/test',
  });
afterAll(() => {
  service.close();
  transport.close();
});

const note = (more: Partial<ObjectPlace> = {}): ObjectPlace => ({
  url: `${service.url}/notes/{}`,
  field: 'id',
  reads: true,
  removes: true,
  ...more,
});
const recipe = (more: Partial<Recipe> = {}): Recipe => ({ lists: [], objects: [], self: [], ...more });
const self = (path: string, reads = true) => ({ url: service.url + path, reads, removes: true });
const entry = (more: Partial<Entry> = {}) =>
  ({ tags: TAGS, proven: [], candidates: [], ...more }) as Partial<Entry> as Entry;

async function read(path: string, body: unknown, place: Parameters<typeof readBack>[1], of = recipe()) {
  answers = { [path]: body };
  return (await readBack(reader, place, { tags: TAGS }, of))?.record;
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
    expect(addressOf({ at: note(), id: 'a/b c' })).toBe(`${service.url}/notes/a%2Fb%20c`);
    expect(
      await read(`/notes/${encodeURIComponent(id)}`, { id: 8, title: TAG }, { at: note(), id }),
    ).toBeDefined();
  });

  test('in the list, where no operation reads one object', async () => {
    const list = `${service.url}/notes`;
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
    const elsewhere = recipe({ lists: [`${service.url}/mine`], self: [self('/me'), self('/closed', false)] });
    expect(await read('/mine', [{ title: TAG }], { at: unread, id: TAG }, elsewhere)).toBeDefined();
    expect(await read('/me', { notes: [{ title: TAG }] }, { at: unread, id: TAG }, elsewhere)).toBeDefined();
    expect(await read('/closed', { title: TAG }, { at: unread, id: TAG }, elsewhere)).toBeUndefined();
    expect(await read('/mine', [{ title: TAG }], { at: unread, id: '7' }, elsewhere)).toBeUndefined();
    expect(await read('/mine', [{ title: TAG }], { at: note(), id: TAG }, elsewhere)).toBeUndefined();
  });

  test('of an account: at its own address, else where another of its addresses can be read', async () => {
    const me = self('/me');
    const [unread, other] = [self('/me/close', false), self('/profile')];
    expect(await read('/me', { name: TAG }, { self: me })).toBeDefined();
    expect(await read('/profile', { name: TAG }, { self: unread }, recipe({ self: [other] }))).toBeDefined();
    expect(await read('/profile', { name: TAG }, { self: me }, recipe({ self: [other] }))).toBeUndefined();
    expect(await read('/me/close', { name: TAG }, { self: unread })).toBeUndefined();
  });
});

describe('where it lies', () => {
  const found = async (served: Record<string, unknown>, of: Recipe, made: Partial<Entry> = {}) => {
    answers = served;
    const located = await locate(reader, entry(made), of);
    return {
      at: located.places.map((place) => addressOf(place).slice(service.url.length)),
      listed: located.listed,
      shown: located.shown?.record,
    };
  };
  const notes = () =>
    recipe({ lists: [`${service.url}/notes`], objects: [note({ list: `${service.url}/notes` })] });

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
      links = link;
      expect((await found({ '/notes': [{ id: 1 }] }, notes())).listed).toBe(whole);
    }
    links = undefined;
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

describe('a write to a thing of the scan’s own', () => {
  async function writing(
    url: string,
    more: Partial<OwnWrite> = {},
    served: Record<string, unknown> = { '/notes/7': { id: 7, title: TAG, text: TAG } },
    method = 'PUT',
  ) {
    answers = served;
    const journal = openJournal(IN_MEMORY);
    const writer = sessionIn('active', journal).client;
    const request = { method, url: service.url + url };
    const intent = { kind: 'make', what: 'a note' } as Entry['intent'];
    const made = entry({ number: 1, intent, state: 'made' });
    const settled: unknown[] = [];
    const watched: Journal = {
      ...journal,
      settle: async (_entry, _state, learnt) => void settled.push(learnt),
    };
    const before = service.seen.length;
    const answer = await writeToOwn(watched, {
      entry: made,
      recipe: recipe(),
      place: { at: note(), id: '7' },
      reader,
      writer,
      request,
      ...more,
    });
    const sent = service.seen.slice(before).map(({ line }) => line);
    return {
      answer,
      sent: sent.filter((line) => line.startsWith(method)),
      settled,
      noted: journal.entries(),
    };
  }

  test('leaves once its tag was read back, noted as what it is', async () => {
    const { answer, sent, settled, noted } = await writing('/notes/7');
    expect(answer).toMatchObject({ response: { status: 200 } });
    expect(sent).toEqual(['PUT /notes/7']);
    expect(settled[0]).toEqual({ proven: ['7'] });
    expect(noted).toMatchObject([{ intent: { kind: 'change', what: 'a note', of: 1 } }]);
    const removal = await writing('/notes/7', {}, undefined, 'DELETE');
    expect(removal.noted).toMatchObject([{ intent: { kind: 'remove' } }]);
  });

  test.each<[string, boolean]>([
    ['/notes/7', true],
    ['/notes/7?force=1', true],
    ['/notes/7/publish', true],
    ['/notes/70', false],
    ['/notes/8', false],
    ['/notes', false],
  ])('to %s: %s', async (url, leaves) => {
    const { sent, answer } = await writing(url);
    expect(sent).toEqual(leaves ? [`PUT ${url}`] : []);
    expect(answer !== undefined).toBe(leaves);
  });

  test('does not leave where the tag is not read back', async () => {
    expect((await writing('/notes/7', {}, { '/notes/7': { id: 7, title: 'other' } })).sent).toEqual([]);
  });

  test('does not leave where the tag would be lost', async () => {
    const single = { '/notes/7': { id: 7, title: TAG } };
    expect((await writing('/notes/7', { overwrites: 'title' }, single)).sent).toEqual([]);
    expect((await writing('/notes/7', { overwrites: 'Title' }, single)).sent).toEqual([]);
    expect((await writing('/notes/7', { overwrites: 'text' }, single)).sent).toHaveLength(1);
    expect((await writing('/notes/7', { overwrites: 'title' })).sent).toHaveLength(1);
  });

  test('is proven once, and a new name is noted before it is sent', async () => {
    const known = entry({ number: 1, intent: { what: 'a note' } as Entry['intent'], proven: ['7'] });
    expect((await writing('/notes/7', { entry: known })).settled).toEqual([]);
    expect((await writing('/notes/7', { entry: known, renamed: 'mbnew' })).settled).toEqual([
      { renamed: 'mbnew' },
    ]);
  });

  test('whose body alone names it leaves where the thing can be found', async () => {
    const lists = recipe({ lists: [`${service.url}/notes`] });
    const without = { place: undefined, recipe: lists };
    expect(
      (await writing('/rename', without, { '/notes': [{ title: TAG }], '/rename': {} })).sent,
    ).toHaveLength(1);
    expect((await writing('/rename', without, { '/notes': [{ title: 'other' }] })).sent).toEqual([]);
  });
});
