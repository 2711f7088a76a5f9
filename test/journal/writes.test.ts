import { expect, test } from 'vitest';
import { type Shape, serveOldObjects, TOKENS } from '../../lab/journal/old-objects.ts';
import { CHECKS } from '../../src/checks/index.ts';
import type { Entry } from '../../src/journal/journal.ts';
import { writesOf } from '../../src/journal/writes.ts';
import { writesInShort } from '../../src/report/words.ts';
import { scan } from '../../src/scan.ts';

const entry = (intent: Partial<Entry['intent']>, state: Entry['state']) =>
  ({ intent: { by: 'ada', method: 'POST', url: '/notes', ...intent }, state }) as Partial<Entry> as Entry;

test('what was made and is not gone counts as left, also where no answer came', () => {
  const entries = [
    entry({ kind: 'make' }, 'undone'),
    entry({ kind: 'make' }, 'about-to-send'),
    entry({ kind: 'make' }, 'nothing'),
    entry({ kind: 'change', method: 'PUT', url: '/notes/7' }, 'done'),
    entry({ kind: 'make', url: '/users', account: { user: 'mb01', password: 'p' } }, 'left'),
    entry({ kind: 'ask', url: '/login', by: 'mb01' }, 'done'),
  ];
  const none = { created: 0, notRemoved: 0, updates: 0, deletions: 0, refused: 0, other: 0 };
  expect(writesOf(entries, (method, url) => `${method} ${url}`)).toEqual([
    { ...none, operation: 'POST /login', identity: 'an account of the scan', other: 1 },
    { ...none, operation: 'POST /notes', identity: 'ada', created: 2, notRemoved: 1, refused: 1 },
    { ...none, operation: 'POST /users', identity: 'ada', created: 1, notRemoved: 1 },
    { ...none, operation: 'PUT /notes/7', identity: 'ada', updates: 1 },
  ]);
});

const scanned = async (shape: Shape, mode: 'active' | 'safe') => {
  const service = await serveOldObjects(shape);
  try {
    const result = await scan({
      url: service.url,
      mode,
      guesses: 'first',
      checks: CHECKS.filter(({ id }) => ['bola', 'property-authorization'].includes(id)),
      identities: [{ name: 'ada', credentials: [{ kind: 'bearer', token: TOKENS.ada }] }],
    });
    return { result, added: service.added().length };
  } finally {
    await service.close();
  }
};

test('a result lists what an active scan wrote, and what is left of it', async () => {
  const { result } = await scanned('plain', 'active');
  const notes = result.writes?.find(
    ({ operation, identity }) => operation === 'POST /notes' && identity === 'ada',
  );
  expect(notes?.created).toBeGreaterThan(0);
  expect(result.writes?.every(({ notRemoved }) => notRemoved === 0)).toBe(true);
  expect(writesInShort(result)).toMatch(/^Writes: \d+ objects and accounts made, all removed; /);
});

test('what cannot be removed is counted as left', async () => {
  const { result, added } = await scanned('unreadable', 'active');
  expect(added).toBeGreaterThan(0);
  expect(result.writes?.reduce((sum, { notRemoved }) => sum + notRemoved, 0)).toBe(result.notRemoved?.length);
});

test('a safe scan lists no writes', async () => {
  const { result } = await scanned('plain', 'safe');
  expect(result.writes).toBeUndefined();
  expect(writesInShort(result)).toBeUndefined();
});
