import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { type HallFlaws, marketHall } from '../../lab/graphql/market-hall.ts';
import type { Setup } from '../../lab/graphql/service.ts';
import type { Flaws } from '../../lab/graphql/shop.ts';
import { asAnnAndBob, shop } from '../../lab/graphql/shop.ts';
import type { ScanOptions, ScanResult } from '../../src/index.ts';
import { scan } from '../../src/index.ts';

async function scanned(
  flaws: Flaws,
  options: Partial<ScanOptions> = {},
  setup: Setup = {},
): Promise<ScanResult> {
  const lab = await serveLab(shop(flaws, setup));
  try {
    return await scan({ url: lab.url, guesses: 'first', ...options });
  } finally {
    await lab.close();
  }
}

const found = ({ findings }: ScanResult, rule: string) =>
  findings
    .filter((finding) => finding.rule === rule)
    .flatMap(({ locations }) => locations.map((l) => l.operation));

describe('rules find flaws behind GraphQL without knowing it', { timeout: 60_000 }, () => {
  test('each field is asked as everybody, and its answer is the word of that field', async () => {
    const { operations } = await scanned(
      {},
      { ...asAnnAndBob, selection: { include: ['graphql-introspection'], exclude: [] } },
    );
    const got = Object.fromEntries(
      operations.map(({ id, access = [] }) => [id, access.map(({ result }) => result).join(' ')]),
    );
    expect(got).toMatchObject({
      'QUERY me': 'not-found allowed allowed',
      'QUERY me.orders': 'not-found allowed allowed',
      'QUERY myOrders': 'denied allowed allowed',
      'QUERY orderPage': 'denied allowed allowed',
      'QUERY order': 'denied allowed allowed',
      'QUERY products': 'allowed allowed allowed',
      'QUERY product': 'allowed allowed allowed',
      'QUERY find': 'allowed allowed allowed',
      'QUERY employees': 'denied denied denied',
    });
  });

  test('two users: any order is served to the other', async () => {
    const result = await scanned({ foreignOrders: true }, asAnnAndBob);
    expect(found(result, 'foreign-object-served')).toEqual(['QUERY order']);
  });

  test('an injectable argument', async () => {
    const result = await scanned({ sql: true }, { mode: 'active' });
    expect(found(result, 'sql-injection')).toEqual(['QUERY products']);
  });

  test('hashes that everybody reads', async () => {
    const result = await scanned({ openEmployees: true });
    expect(found(result, 'password-hash-exposed')).toEqual(['QUERY employees']);
  });

  test.each([
    ['safe', asAnnAndBob],
    ['active', { ...asAnnAndBob, mode: 'active' as const }],
  ])('nothing above low on a careful shop, %s', async (_name, options) => {
    const { findings, operations } = await scanned({}, options);
    expect(operations.filter(({ id }) => id.startsWith('QUERY')).length).toBe(9);
    expect(
      findings.filter(({ severity }) => !['low', 'info'].includes(severity)).map(({ rule }) => rule),
    ).toEqual([]);
  });
});

describe('global identifiers', { timeout: 60_000 }, () => {
  async function hall(flaws: HallFlaws, options: Partial<ScanOptions> = {}): Promise<ScanResult> {
    const lab = await serveLab(marketHall(flaws));
    try {
      return await scan({ url: lab.url, guesses: 'first', ...options });
    } finally {
      await lab.close();
    }
  }
  const only = (rule: string) => ({ selection: { include: [rule], exclude: [] } });

  test('a whole number is filled with the one in a global identifier, and fields behind an interface are asked for', async () => {
    const { operations } = await hall({}, { ...asAnnAndBob, ...only('graphql-introspection') });
    const got = Object.fromEntries(
      operations.map(({ id, access = [] }) => [id, access.map(({ result }) => result).join(' ')]),
    );
    expect(got).toMatchObject({
      'QUERY takings': 'denied allowed allowed',
      'QUERY node on Purchase': 'not-found allowed allowed',
      'QUERY node on Person.homes': 'denied allowed allowed',
      'QUERY node on Person.purchases': 'allowed allowed allowed',
    });
  });

  test('an object that everybody is served by its global identifier, and refused by its own field', async () => {
    const result = await hall({ node: true }, { ...asAnnAndBob, ...only('anonymous-object-served') });
    expect(found(result, 'anonymous-object-served')).toEqual(['QUERY node on Purchase']);
    expect(result.findings[0]).toMatchObject({ severity: 'high', confidence: 'confirmed' });
  });

  test.each([
    ['a list below another user’s record', { purchases: true }, 'QUERY node on Person.purchases'],
    ['addresses below it', { homes: true }, 'QUERY node on Person.homes'],
    ['figures of a stall that somebody else has', { takings: 'everybody' as const }, 'QUERY takings'],
  ])('%s', async (_name, flaws, operation) => {
    const result = await hall(flaws, { ...asAnnAndBob, ...only('foreign-object-served') });
    expect(found(result, 'foreign-object-served')).toEqual([operation]);
    expect(result.findings[0]).toMatchObject({ severity: 'high', confidence: 'likely' });
  });

  test('nothing where figures are for whoever has the stall', async () => {
    const result = await hall({ takings: 'owner' }, { ...asAnnAndBob, ...only('foreign-object-served') });
    expect(found(result, 'foreign-object-served')).toEqual([]);
  });

  test('nothing where each is shown his own', async () => {
    const { findings, checks } = await hall({}, asAnnAndBob);
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)).toEqual([]);
    const rules = checks.flatMap((check) => check.rules);
    for (const rule of ['anonymous-object-served', 'foreign-object-served'])
      expect(rules.find((one) => one.rule === rule)?.status).toBe('passed');
  });
});
