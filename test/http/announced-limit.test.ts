import { describe, expect, test } from 'vitest';
import { announcedLimit, asksForLess, retryAfterMs } from '../../src/http/announced-limit.ts';
import type { HttpResponse } from '../../src/http/exchange.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');

function answer(headers: Record<string, string>, status = 429): HttpResponse {
  return {
    status,
    httpVersion: '1.1',
    headers: Object.entries(headers),
    body: new Uint8Array(),
    truncated: false,
    headMs: 1,
    totalMs: 1,
  };
}

describe('what an answer announces of its limit', () => {
  test.each<[string, Record<string, string>, ReturnType<typeof announcedLimit>]>([
    ['nothing', {}, {}],
    ['seconds to wait', { 'Retry-After': '30' }, { resetMs: 30_000 }],
    ['a date to come back', { 'Retry-After': 'Fri, 01 May 2026 12:00:40 GMT' }, { resetMs: 40_000 }],
    ['a date that is over', { 'Retry-After': 'Fri, 01 May 2026 11:00:00 GMT' }, { resetMs: 0 }],
    ['milliseconds to wait', { 'retry-after-ms': '1500' }, { resetMs: 1_500 }],
    ['another name for it', { 'X-Retry-After': '2.5' }, { resetMs: 2_500 }],
    [
      'the structured fields of the current draft',
      { RateLimit: '"default";r=7;t=12', 'RateLimit-Policy': '"default";q=100;w=60' },
      { requests: 100, windowMs: 60_000, remaining: 7, resetMs: 12_000 },
    ],
    [
      'of two policies the tighter one, by its name',
      {
        RateLimit: '"day";r=900;t=40000, "burst";r=0;t=1',
        'RateLimit-Policy': '"burst";q=10;w=1, "day";q=1000;w=86400',
      },
      { requests: 10, windowMs: 1_000, remaining: 0, resetMs: 1_000 },
    ],
    [
      'the single field of older drafts',
      { RateLimit: 'limit=50, remaining=3, reset=9', 'RateLimit-Policy': '50;w=30' },
      { requests: 50, windowMs: 30_000, remaining: 3, resetMs: 9_000 },
    ],
    [
      'three fields',
      { 'RateLimit-Limit': '100, 100;w=60', 'RateLimit-Remaining': '99', 'RateLimit-Reset': '50' },
      { requests: 100, windowMs: 60_000, remaining: 99, resetMs: 50_000 },
    ],
    [
      'the X- fields, with a moment in seconds',
      {
        'X-RateLimit-Limit': '60',
        'X-RateLimit-Remaining': '0',
        'X-RateLimit-Reset': String(NOW / 1000 + 20),
      },
      { requests: 60, remaining: 0, resetMs: 20_000 },
    ],
    ['a moment in milliseconds', { 'X-Rate-Limit-Reset': String(NOW + 700) }, { resetMs: 700 }],
    ['a moment as a date', { 'X-RateLimit-Reset': '2026-05-01T12:00:05Z' }, { resetMs: 5_000 }],
    [
      'a gateway that names the unit; the shortest counts',
      {
        'X-RateLimit-Limit-Hour': '1000',
        'X-RateLimit-Limit-Minute': '20',
        'X-RateLimit-Remaining-Minute': '0',
      },
      { requests: 20, windowMs: 60_000, remaining: 0 },
    ],
    [
      'spans in words',
      {
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-reset-requests': '1m30s',
      },
      { requests: 60, remaining: 59, resetMs: 90_000 },
    ],
    ['seconds after', { 'X-RateLimit-Reset-After': '0.25' }, { resetMs: 250 }],
    [
      'nonsense',
      { 'Retry-After': 'soon', RateLimit: '!!', 'X-RateLimit-Limit': 'many', 'RateLimit-Reset': '-' },
      {},
    ],
  ])('%s', (_name, headers, limit) => {
    expect(announcedLimit(answer(headers), NOW)).toEqual(limit);
  });

  test('a 503 asks for less only when it says when to come back', () => {
    expect(asksForLess(answer({}, 429))).toBe(true);
    expect(asksForLess(answer({}, 503))).toBe(false);
    expect(asksForLess(answer({ 'Retry-After': '1' }, 503))).toBe(true);
    expect(asksForLess(answer({ 'Retry-After': '1' }, 200))).toBe(false);
    expect(retryAfterMs(answer({ 'Retry-After': 'x' }))).toBeUndefined();
  });

  test('long values cost no time', () => {
    const started = performance.now();
    announcedLimit(
      answer({ RateLimit: `${'"a";'.repeat(15_000)}`, 'X-RateLimit-Reset': '1m'.repeat(30_000) }),
    );
    expect(performance.now() - started).toBeLessThan(100);
  });
});
