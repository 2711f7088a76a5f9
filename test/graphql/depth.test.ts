import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import type { CircleFlaws } from '../../lab/graphql/reading-circle.ts';
import { readingCircle } from '../../lab/graphql/reading-circle.ts';
import { asAnnAndBob } from '../../lab/graphql/shop.ts';
import type { ScanOptions, ScanResult } from '../../src/index.ts';
import { scan } from '../../src/index.ts';

async function scanned(flaws: CircleFlaws, options: Partial<ScanOptions> = {}): Promise<ScanResult> {
  const lab = await serveLab(readingCircle(flaws));
  try {
    return await scan({ url: lab.url, guesses: 'first', ...asAnnAndBob, ...options });
  } finally {
    await lab.close();
  }
}

const only = (...rules: string[]): Partial<ScanOptions> => ({ selection: { include: rules, exclude: [] } });
const placesOf = ({ findings }: ScanResult) =>
  findings.map(({ rule, locations }) => [rule, ...new Set(locations.map(({ operation }) => operation))]);

describe('what lies below objects is judged as what lies below paths', { timeout: 60_000 }, () => {
  test('each field below an object is asked as everybody', async () => {
    const { operations } = await scanned({}, only('graphql-introspection'));
    const got = Object.fromEntries(
      operations.map(({ id, access = [] }) => [
        id.replace('QUERY ', ''),
        access.map((a) => a.result).join(' '),
      ]),
    );
    expect(got).toEqual({
      'GET /': expect.anything(),
      me: 'absent served served',
      readers: 'refused served served',
      reader: 'served served served',
      essays: 'served served served',
      essay: 'served served served',
      threads: 'refused served served',
      thread: 'refused served served',
      message: 'refused served served',
      circles: 'served served served',
      circle: 'served served served',
      'me.drafts': 'absent served served',
      'me.essays': 'absent served served',
      'me.threads': 'absent served served',
      'me.circles': 'absent served served',
      'reader.drafts': expect.stringMatching(/^refused/),
      'reader.essays': 'served served served',
      'reader.threads': expect.stringMatching(/^refused/),
      'reader.circles': 'served served served',
      'thread.between': 'refused served served',
      'thread.messages': 'refused served served',
      'circle.waiting': expect.anything(),
      'backOffice.figures': 'refused refused refused',
      'backOffice.visits': 'refused refused refused',
      'node on Reader': 'refused served served',
      'node on Essay': 'refused served served',
      'node on Thread': 'refused served served',
      'node on Message': 'refused served served',
    });
  });

  test.each<[keyof CircleFlaws, ScanOptions['mode'], string, string[]]>([
    ['messages', 'safe', 'foreign-object-served', ['QUERY message', 'QUERY node on Message']],
    ['nestedThreads', 'safe', 'refused-object-listed', ['QUERY reader.threads']],
    ['unpublished', 'safe', 'refused-object-listed', ['QUERY reader.essays']],
    ['fields', 'safe', 'foreign-field-served', ['QUERY circle', 'QUERY reader']],
    ['node', 'safe', 'foreign-object-served', ['QUERY node on Essay']],
    ['visits', 'safe', 'plain-user-administrative-access', ['QUERY backOffice.visits']],
  ])('%s, %s: %s', async (flaw, mode, rule, at) => {
    const [first] = asAnnAndBob.identities;
    const identities = asAnnAndBob.identities.map((identity) => ({ ...identity, role: 'user' }));
    expect(first).toBeDefined();
    const found = placesOf(await scanned({ [flaw]: true }, { ...only(rule), mode, identities }));
    expect(found).toEqual([[rule, ...at]]);
    expect(placesOf(await scanned({}, { ...only(rule), mode, identities }))).toEqual([]);
  });

  test.each(['safe', 'active'] as const)('nothing above low on a careful circle, %s', async (mode) => {
    const { findings } = await scanned({}, { mode });
    const above = findings.filter(({ severity }) => !['low', 'info'].includes(severity));
    expect(above.map(({ rule, locations }) => [rule, locations[0]?.operation])).toEqual([]);
  });
});
