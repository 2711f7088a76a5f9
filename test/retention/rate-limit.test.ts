import type http from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { speakerWith } from '../../src/retention/arms/arm.ts';
import { credentialArm } from '../../src/retention/arms/credential-arm.ts';
import { ControlPool, poolSizeFor } from '../../src/retention/control-pool.ts';
import { templateSupply } from '../../src/retention/credentials/template-supply.ts';
import { poolLoader } from '../../src/retention/load/pool-loader.ts';
import { planRun } from '../../src/retention/plan.ts';
import { preflight } from '../../src/retention/preflight.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import { toldLimit } from '../../src/retention/rate-limit/find-limit.ts';
import { readTold } from '../../src/retention/rate-limit/told.ts';
import { MB, memory, type Served, serve } from './loopback.ts';

vi.setConfig({ testTimeout: 60_000 });

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

describe('what headers tell of a limit', () => {
  test.each([
    [{ 'ratelimit-policy': '"default";q=100;w=60', ratelimit: '"default";r=50;t=30' }, 100 / 60],
    [{ 'ratelimit-policy': '100;w=60', 'ratelimit-limit': '100', 'ratelimit-remaining': '12' }, 100 / 60],
    [{ ratelimit: 'limit=100, remaining=42, reset=7' }, 42 / 7],
    [{ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '80', 'x-ratelimit-reset': '60' }, 100 / 60],
    [{ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '80', 'x-ratelimit-reset': '40' }, 2],
    [{ 'x-ratelimit-limit-minute': '600', 'x-ratelimit-remaining-minute': '599' }, 10],
    [{ 'x-rate-limit-limit': '50', 'x-rate-limit-remaining': '9', 'x-rate-limit-reset': '1700000009' }, 5],
    [{ 'retry-after': '7' }, undefined],
    [{ 'ratelimit-remaining': '7' }, undefined],
    [{}, undefined],
  ])('%o lets %s a second through', (headers, perSecond) => {
    expect(toldLimit(readTold(headers, undefined, 1_700_000_000_000))?.perSecond).toBe(perSecond);
  });

  test('a window that outlasts a run leaves a number of requests, not a rate', () => {
    const told = readTold({
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4990',
      'x-ratelimit-reset': '3500',
    });
    expect(toldLimit(told)).toMatchObject({ left: 4_990, perSecond: Number.POSITIVE_INFINITY });
  });

  test('a header of another name is read where it is named; a wait may be a date', () => {
    expect(readTold({ 'x-quota-left': '12' })).toEqual({ line: '' });
    expect(readTold({ 'x-quota-left': '12' }, 'X-Quota-Left').remaining).toBe(12);
    const at = 1_700_000_000_000;
    expect(readTold({ 'retry-after': new Date(at + 9_000).toUTCString() }, undefined, at).waitSeconds).toBe(
      9,
    );
  });
});

describe('known credentials in rotation', () => {
  const speakers = Array.from({ length: 4 }, (_, index) => ({ path: `/${index}`, headers: [] }));

  test('take turns; one at its limit rests, and not all of them', () => {
    const pool = new ControlPool(speakers);
    expect(Array.from({ length: 5 }, () => pool.next().path)).toEqual(['/0', '/1', '/2', '/3', '/0']);
    expect(pool.rest(speakers[1] as (typeof speakers)[0])).toBe(true);
    expect(Array.from({ length: 3 }, () => pool.next().path)).toEqual(['/2', '/3', '/0']);
    pool.rest(speakers[2] as (typeof speakers)[0]);
    expect(pool.rest(speakers[3] as (typeof speakers)[0])).toBe(false);
  });

  test('are as many as a limit per credential asks for, all of them seen in the warm-up', () => {
    const base = {
      arm: 'credential',
      profile: 'full',
      capacity: 10_000,
      credentialBytes: 2_048,
      mostIdentities: Number.POSITIVE_INFINITY,
    } as const;
    const warm = (perCredential?: number) => {
      const plan = planRun({ ...base, perCredential });
      const control = plan.phases.filter(({ arm }) => arm === 'same');
      const requests = control.reduce((sum, phase) => sum + phase.requests, 0);
      return { size: poolSizeFor(plan, perCredential), each: requests / poolSizeFor(plan, perCredential) };
    };
    expect(warm().size).toBe(200);
    expect(warm(1_000).size).toBe(200);
    for (const limit of [100, 20, 10, 5, 3]) {
      expect(warm(limit).size).toBeLessThanOrEqual(3_000);
      expect(warm(limit).each).toBeLessThanOrEqual(limit);
    }
  });
});

/** So many requests in a window of everybody, or of each key. */
function limiter(most: number, seconds: number, byKey: boolean, told: boolean): http.RequestListener {
  const windows = new Map<string, { count: number; until: number }>();
  return (request, response) => {
    const caller = byKey ? (request.headers.authorization ?? '') : '';
    const now = performance.now() / 1_000;
    const known = windows.get(caller);
    const window = known && known.until > now ? known : { count: 0, until: now + seconds };
    windows.set(caller, window);
    window.count += 1;
    if (told) {
      response.setHeader('x-ratelimit-limit', most);
      response.setHeader('x-ratelimit-remaining', Math.max(0, most - window.count));
      response.setHeader('x-ratelimit-reset', Math.ceil(window.until - now));
    }
    response.writeHead(window.count > most ? 429 : 401).end();
  };
}

async function looked(handler: http.RequestListener) {
  served = await serve(handler);
  const { url } = served;
  const loader = await poolLoader({ url, method: 'GET' });
  try {
    return await preflight({
      method: 'GET',
      path: url.pathname,
      makeArm: (bytes) =>
        credentialArm('credential', templateSupply('{hex:*}'), bytes, (key) =>
          speakerWith(url, { in: 'header', name: 'authorization' }, key, {}),
        ),
      sizes: [4_096],
      elastic: true,
      loaderFor: () => loader,
      leastPerSecond: 10,
      signal: new AbortController().signal,
    });
  } finally {
    await loader.close();
  }
}

describe('before a run', () => {
  test.each([
    ['met at once', 8, false],
    ['met in the burst', 100, false],
    ['told by headers', 100, true],
  ])('a limit of each credential, %s, is no limit of everybody', async (_how, most, told) => {
    const ready = await looked(limiter(most, 60, true, told));
    expect(ready.limit).toBeUndefined();
    expect(ready.perCredential).toBe(most);
    expect(ready.status).toBe(401);
  });

  test('a limit of everybody that headers tell is kept from the first', async () => {
    const ready = await looked(limiter(100, 60, false, true));
    expect(ready.perCredential).toBeUndefined();
    expect(ready.limit?.perSecond).toBeCloseTo(100 / 60);
    expect(ready.requests).toBeLessThan(50);
  });

  test('and one that nothing tells is found out by trying', async () => {
    const ready = await looked(limiter(40, 1, false, false));
    expect(ready.limit?.perSecond).toBeGreaterThan(12);
    expect(ready.limit?.perSecond).toBeLessThan(60);
    expect(ready.status).toBe(401);
  });

  test('no limit is none', async () => {
    const ready = await looked((_request, response) => response.writeHead(401).end());
    expect([ready.limit, ready.perCredential, ready.shut]).toEqual([undefined, undefined, undefined]);
  });
});

describe('a limit into which no run fits', () => {
  test('ends the probe with what to allow', async () => {
    served = await serve(limiter(100, 60, false, true));
    const result = await probeRetention({
      url: served.url.href,
      consentHost: '127.0.0.1',
      profile: 'quick',
      source: memory(() => 50 * MB),
    });
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      findings: [],
      stopped: { code: 'rate-limited' },
    });
    expect(result.reason).toMatch(/about 100 requests a minute through.*x-ratelimit-limit: 100/);
    expect(result.reason).toMatch(/needs 1\d requests a second.*exempt the prober's address/);
  });

  test('nor into a queue that is full, which answers 503 with Retry-After', async () => {
    let waiting = 0;
    const worker = setInterval(() => {
      waiting = Math.max(0, waiting - 1);
    }, 200);
    served = await serve((_request, response) => {
      if (waiting < 64) {
        waiting += 1;
        response.writeHead(202).end();
      } else response.writeHead(503, { 'retry-after': '1' }).end();
    });
    try {
      const result = await probeRetention({
        url: served.url.href,
        consentHost: '127.0.0.1',
        profile: 'quick',
        source: memory(() => 50 * MB),
      });
      expect(result).toMatchObject({ verdict: 'inconclusive', stopped: { code: 'rate-limited' } });
      expect(result.reason).toMatch(/lets about \d requests a second|lets about \d+ requests a minute/);
    } finally {
      clearInterval(worker);
    }
  });
});
