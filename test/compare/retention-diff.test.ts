import { describe, expect, test } from 'vitest';
import { growsBeyond } from '../../src/compare/growth-gate.ts';
import { compareRetention } from '../../src/compare/retention-diff.ts';

type Run = Parameters<typeof compareRetention>[0];

function run(more: Partial<Run> = {}): Run {
  return {
    target: 'http://127.0.0.1:8000/me',
    arm: 'credential',
    per: 'credential',
    verdict: 'unbounded-growth',
    credentialBytes: 2_048,
    reason: 'it grows',
    bytesPerCredential: { estimate: 2_300, low: 2_200, high: 2_400, confidence: 0.99 },
    ...more,
  };
}
const bytes = (estimate: number, reach: number) => ({
  bytesPerCredential: { estimate, low: estimate - reach, high: estimate + reach, confidence: 0.99 as const },
});
const clean = run({ verdict: 'no-retention', bytesPerCredential: undefined, upperBoundBytes: 40 });

describe('what a change did to what is kept', () => {
  test('mended, with the interval of the difference', () => {
    const diff = compareRetention(run(), clean);
    expect(diff).toMatchObject({ change: 'mended', after: { low: 0, high: 40 } });
    expect(diff.saved?.estimate).toBe(2_280);
    expect(diff.saved?.low).toBeCloseTo(2_280 - Math.hypot(100, 20));
    expect(diff.saved?.high).toBeCloseTo(2_280 + Math.hypot(100, 20));
  });

  test.each<[string, Run, string]>([
    ['less, but it still grows', run(bytes(700, 100)), 'less'],
    ['as much, known sharply', run(bytes(2_350, 100)), 'no-change'],
    ['more', run(bytes(4_000, 100)), 'more'],
    ['perhaps less', run(bytes(2_000, 1_500)), 'cannot-be-told'],
    ['released after a while', run({ verdict: 'released-after-idle' }), 'mended'],
    ['another growth', run({ verdict: 'per-request-growth', per: 'request' }), 'cannot-be-told'],
    ['shorter credentials', run({ credentialBytes: 512, ...bytes(700, 50) }), 'cannot-be-told'],
    [
      'tokens a character shorter',
      run({ credentialBytes: run().credentialBytes - 1, ...bytes(700, 50) }),
      'less',
    ],
    ['another endpoint', { ...clean, target: 'http://127.0.0.1:8000/you' }, 'cannot-be-told'],
    ['another host', { ...clean, target: 'http://10.0.0.1/me' }, 'mended'],
    ['another arm', { ...clean, arm: 'jwt' }, 'cannot-be-told'],
    ['an open question', run({ verdict: 'inconclusive', reason: 'noise' }), 'cannot-be-told'],
  ])('%s', (_name, after, change) => {
    const diff = compareRetention(run(), after);
    expect(diff.change).toBe(change);
    if (change === 'cannot-be-told') expect(diff.reason).toBeTruthy();
  });

  test('clean before and after, and clean before alone', () => {
    expect(compareRetention(clean, clean).change).toBe('clean');
    expect(compareRetention(clean, run()).change).toBe('more');
  });
});

test('a gate on growth looks at the lower end of the interval, and at growth alone', () => {
  const grown = { verdict: 'unbounded-growth', bytes: { low: 90 } } as const;
  expect(growsBeyond(grown, 100)).toBe(false);
  expect(growsBeyond(grown, 89)).toBe(true);
  expect(growsBeyond({ verdict: 'no-retention', bytes: { low: 500 } }, 100)).toBe(false);
  expect(growsBeyond({ bytes: { low: 500 } }, 100)).toBe(false);
});
