import { describe, expect, test } from 'vitest';
import { blindSpots } from '../../src/report/blind-spots.ts';
import type { ScanResult } from '../../src/result.ts';
import { exampleResult } from './example-result.ts';

type Operation = ScanResult['operations'][number];

const closed = (path: string, askedAs?: string[]): Operation => ({
  id: `GET ${path}`,
  method: 'GET',
  path,
  source: 'spec',
  status: 'unauthorized',
  ...(askedAs ? { testedAs: askedAs } : {}),
});

const example = exampleResult('words');
const anonymous = { name: 'anonymous', proof: 'needs none' };
const alice = {
  name: 'alice',
  proof: 'GET /me returns 200; without the credential 401.',
  accepted: 'accepted' as const,
};

function spots(
  more: Partial<ScanResult>,
  identities: ScanResult['surface']['identities'] = [anonymous],
): string[] {
  return blindSpots({
    ...example,
    operations: [],
    surface: { ...example.surface, identities },
    ...more,
  });
}

describe('closed operations', () => {
  const operations = [closed('/a', ['alice']), closed('/b'), closed('/c')];

  test('without a credential, one is asked for', () => {
    expect(spots({ operations: [closed('/a')] })).toEqual([
      '1 of 1 operation returned only 401 or 403: pass a credential to test them.',
    ]);
  });

  test('a credential is blamed only for what it was sent to', () => {
    const among = (operations: Operation[]) =>
      blindSpots({
        ...example,
        operations,
        surface: { ...example.surface, identities: [anonymous, alice] },
      })[0];
    expect(among(operations)).toBe(
      '3 of 3 operations returned only 401 or 403: 1 of them also with the given credential; 2 were not requested with it.',
    );
    expect(among(operations.slice(1))).toMatch(/: they were not requested with the given credential\.$/);
    expect(among(operations.slice(0, 1))).toMatch(/: the given credential has access to none of them\.$/);
  });
});

describe('credentials', () => {
  test('one that was accepted is no news', () => {
    expect(spots({}, [anonymous, alice])).toEqual([]);
  });

  test.each([
    [
      'never-needed',
      'Not shown: none of 9 operations asked for a credential.',
      'Its value is "$TOKEN": the variable was not expanded.',
      'The credential of "bob" was never needed: none of 9 operations asked for a credential. This result covers the public surface only, whether the credential is valid or not. Its value is "$TOKEN": the variable was not expanded.',
    ],
    [
      'unclear',
      'Not shown: what refuses anonymous refuses this identity too.',
      undefined,
      'Whether the credential of "bob" is valid could not be determined: what refuses anonymous refuses this identity too.',
    ],
    [
      'refused',
      'its certificate has expired',
      undefined,
      'The credential of "bob" was rejected: its certificate has expired.',
    ],
  ] as const)('%s is said', (accepted, proof, doubt, says) => {
    const bob = { name: 'bob', accepted, proof, ...(doubt === undefined ? {} : { warning: doubt }) };
    expect(spots({}, [anonymous, bob])).toEqual([says]);
  });
});

describe('a rate limit', () => {
  const traffic = { ...example.traffic, requests: 274, rateLimited: 213 };

  test('that refused nothing is not spoken of', () => {
    expect(spots({ traffic: { ...traffic, rateLimited: 0 } })).toEqual([]);
  });

  test('that a whole scan kept to', () => {
    expect(spots({ traffic: { ...traffic, rateLimit: { requests: 60, windowMs: 60_000 } } })).toEqual([
      '213 of 274 requests were rejected by a rate limit of 60 requests in 60.0 s, and repeated within it.',
    ]);
  });

  test('that left no time says how much it takes', () => {
    const partial = 'the time budget was used up';
    expect(spots({ partial, traffic: { ...traffic, rateLimit: { requests: 60 } } })).toEqual([
      '213 of 274 requests were rejected by a rate limit of 60 requests: at this limit a full scan takes about 5 minutes: --max-time 300.',
    ]);
    expect(spots({ partial, traffic })).toEqual([
      '213 of 274 requests were rejected by a rate limit: what they requested was not tested.',
    ]);
  });
});
