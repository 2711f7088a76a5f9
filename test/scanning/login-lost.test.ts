import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import type { Farewell } from '../../lab/identities/logins.ts';
import { endingSession, open } from '../../lab/identities/logins.ts';
import type { Identity } from '../../src/identities/identity.ts';
import type { ScanResult } from '../../src/result.ts';
import { scan } from '../../src/scan.ts';

const ada: Identity = { name: 'ada', credentials: [{ kind: 'bearer', token: 'good-token' }] };

async function scanned(app: LabApp, path = ''): Promise<{ result: ScanResult; requests: number }> {
  const lab = await serveLab(app);
  try {
    const result = await scan({ url: lab.url + path, guesses: 'first', identities: [ada] });
    return { result, requests: lab.requests() };
  } finally {
    await lab.close();
  }
}

/** Requests that carry the credential and cannot tell: to what needs no login, and those under way at that moment. */
const OPEN_TO_ALL = 20;

const rulesOf = ({ checks }: ScanResult) => checks.flatMap(({ rules }) => rules);

describe('a login that ends while the scan runs', () => {
  test.each<[number, Farewell]>([
    [1, 'unauthorized'],
    [40, 'unauthorized'],
    [40, 'forbidden'],
    [40, 'polite'],
    [40, 'redirect'],
  ])('after %i requests, %s: is noticed, and its silence passes nothing', async (good, farewell) => {
    const { result } = await scanned(endingSession(good, farewell));
    expect(result.partial).toMatch(
      /^the login of "ada" was lost after \d+ requests?: GET \/\S* returns \d{3}$/,
    );
    expect(Number(/after (\d+)/.exec(result.partial ?? '')?.[1])).toBeLessThanOrEqual(good + OPEN_TO_ALL);
    expect(result.score.grade).toBeNull();
    const cut = rulesOf(result).filter(({ reason }) => /login of "ada" was lost/.test(reason ?? ''));
    expect(cut.length).toBeGreaterThan(4);
    // One that is fed places may have passed at those that it looked at before, and says so.
    const whole = cut.filter(({ status, locations }) => status === 'passed' && !locations);
    expect(whole.map(({ rule }) => rule)).toEqual([]);
    // What needs no login goes on.
    expect(rulesOf(result).some(({ status }) => status === 'passed')).toBe(true);
  });

  test('a page that greets nobody is noticed, too', async () => {
    const { result } = await scanned(endingSession(40, 'as-nobody'));
    expect(result.partial).toMatch(/login of "ada" was lost/);
  });

  test('the credential is sent no more', async () => {
    let asked = 0;
    // Discovery asks about as often before the login is watched.
    const good = 100;
    const app = endingSession(good);
    if (typeof app.routes === 'function') throw new Error('a Hono app is expected');
    const counting = new Hono().use('*', (c, next) => {
      if (c.req.header('authorization') === 'Bearer good-token') asked += 1;
      return next();
    });
    await scanned({ ...app, routes: counting.route('/', app.routes) });
    // Those under way when it ended (the exploration has 32), and the questions that made sure.
    expect(asked).toBeLessThan(good + 32 + 10);
  });
});

describe('a login that holds', () => {
  test('is said with the places that it opened', async () => {
    const { result } = await scanned(endingSession(Number.POSITIVE_INFINITY));
    expect(result.partial).toBeUndefined();
    expect(result.surface.identities).toMatchObject([
      { name: 'anonymous' },
      { name: 'ada', accepted: 'accepted', acceptedAt: expect.arrayContaining(['GET /me', 'GET /notes']) },
    ]);
    const me = result.operations.find(({ path }) => path === '/me');
    expect(me?.testedAs).toEqual(['ada']);
  });

  test('one that nothing asked for is said to be so', async () => {
    const { result } = await scanned(open, '/me');
    expect(result.partial).toBeUndefined();
    expect(result.surface.identities[1]).toMatchObject({ accepted: 'never-needed', acceptedAt: [] });
  });
});
