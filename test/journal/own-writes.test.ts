import { describe, expect, test } from 'vitest';
import type { Entry, Journal } from '../../src/journal/journal.ts';
import { IN_MEMORY, openJournal } from '../../src/journal/journal.ts';
import type { OwnWrite } from '../../src/journal/own-thing.ts';
import { writeToOwn } from '../../src/journal/own-thing.ts';
import { entry, recipe, servedThings, TAG } from './served-things.ts';

const { now, at, sent, client, note } = servedThings();

describe('a write to a thing of the scan’s own', () => {
  async function writing(
    url: string,
    more: Partial<OwnWrite> = {},
    served: Record<string, unknown> = { '/notes/7': { id: 7, title: TAG, text: TAG } },
    method = 'PUT',
  ) {
    now.answers = served;
    const journal = openJournal(IN_MEMORY);
    const writer = client('active', journal);
    const request = { method, url: at(url) };
    const intent = { kind: 'make', what: 'a note' } as Entry['intent'];
    const made = entry({ number: 1, intent, state: 'made' });
    const settled: unknown[] = [];
    const watched: Journal = {
      ...journal,
      settle: async (_entry, _state, learnt) => void settled.push(learnt),
    };
    sent();
    const answer = await writeToOwn(watched, {
      entry: made,
      recipe: recipe(),
      place: { at: note(), id: '7' },
      reader: client('safe'),
      writer,
      request,
      ...more,
    });
    return {
      answer,
      sent: sent().filter((line) => line.startsWith(method)),
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
    const lists = recipe({ lists: [at('/notes')] });
    const without = { place: undefined, recipe: lists };
    expect(
      (await writing('/rename', without, { '/notes': [{ title: TAG }], '/rename': {} })).sent,
    ).toHaveLength(1);
    expect((await writing('/rename', without, { '/notes': [{ title: 'other' }] })).sent).toEqual([]);
  });
});
