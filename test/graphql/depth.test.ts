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
      me: 'not-found allowed allowed',
      readers: 'denied allowed allowed',
      reader: 'allowed allowed allowed',
      essays: 'allowed allowed allowed',
      essay: 'allowed allowed allowed',
      threads: 'denied allowed allowed',
      thread: 'denied allowed allowed',
      message: 'denied allowed allowed',
      circles: 'allowed allowed allowed',
      circle: 'allowed allowed allowed',
      'me.drafts': 'not-found allowed allowed',
      'me.essays': 'not-found allowed allowed',
      'me.threads': 'not-found allowed allowed',
      'me.circles': 'not-found allowed allowed',
      'reader.drafts': expect.stringMatching(/^denied/),
      'reader.essays': 'allowed allowed allowed',
      'reader.threads': expect.stringMatching(/^denied/),
      'reader.circles': 'allowed allowed allowed',
      'thread.between': 'denied allowed allowed',
      'thread.messages': 'denied allowed allowed',
      'circle.waiting': expect.anything(),
      'backOffice.figures': 'denied denied denied',
      'backOffice.visits': 'denied denied denied',
      'node on Reader': 'denied allowed allowed',
      'node on Essay': 'denied allowed allowed',
      'node on Thread': 'denied allowed allowed',
      'node on Message': 'denied allowed allowed',
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
