import { describe, expect, test, vi } from 'vitest';
import { CurveInLine } from '../../src/cli/curve-in-line.ts';
import { longRunOf } from '../../src/cli/retention-long-run.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { parsePrometheusText } from '../../src/retention/memory/prometheus-text.ts';
import { checkOptions } from '../../src/retention/options.ts';
import { LIMITS, predictedPin } from '../../src/retention/plan.ts';
import { planSoak } from '../../src/retention/plan-soak.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import { readTrace } from '../../src/retention/read-trace.ts';
import { type RetentionTrace, TRACE_FORMAT } from '../../src/retention/trace.ts';
import { trafficIn } from '../../src/retention/traffic.ts';
import { watchTarget } from '../../src/retention/watch.ts';
import { MB, memory, runSmall, serve } from './loopback.ts';
import { normal, seeded } from './simulated-traces.ts';

vi.setConfig({ testTimeout: 90_000 });

const SOAK = {
  capacity: 1_200,
  credentialBytes: 4_096,
  elastic: true,
  mostIdentities: Number.POSITIVE_INFINITY,
  byCollection: false,
};

describe('a soak', () => {
  test.each([60, 600, 3_600, 86_400])('of %s s sends no more than a run of a minute', (seconds) => {
    const { plan, credentialBytes } = planSoak({ ...SOAK, capacity: 50_000, seconds });
    expect(plan.requests).toBeLessThanOrEqual(LIMITS.requestsWithExtraWave);
    expect(predictedPin(plan.identities, credentialBytes)).toBeLessThanOrEqual(LIMITS.pinnedBytes);
    expect(plan.phases.length).toBeLessThanOrEqual(150);
    const lasts = plan.phases.reduce((sum, phase) => sum + phase.seconds + phase.requests / plan.rate, 0);
    expect(Math.abs(lasts - seconds)).toBeLessThan(seconds * 0.03);
  });

  /** Keeps 2,000 bytes of each key, but of no more than so many. */
  async function soaked(most: number) {
    const seen = new Set<string>();
    const served = await serve((request, response) => {
      seen.add(request.headers.authorization ?? '');
      response.end();
    });
    try {
      const trace = await runSmall(served.url, {
        plan: planSoak({ ...SOAK, seconds: 12 }).plan,
        source: memory(() => 50 * MB + 2_000 * Math.min(most, seen.size)),
        safety: { expectedStatus: 200, mostSeconds: 60 },
        seconds: 14,
      });
      return judgeTrace(readTrace(JSON.parse(JSON.stringify({ ...trace, profile: 'soak' }))));
    } finally {
      await served.close();
    }
  }

  test('of a leak says how many bytes, from all waves but the first', async () => {
    const result = await soaked(Number.POSITIVE_INFINITY);
    expect(result, result.reason).toMatchObject({ verdict: 'unbounded-growth', profile: 'soak' });
    expect(result.bytesPerCredential?.low).toBeLessThan(2_000);
    expect(result.bytesPerCredential?.high).toBeGreaterThan(2_000);
    expect(result.phases.map(({ name }) => name)).toContain('idle4');
  });

  test('of a bounded store levels off', async () => {
    const result = await soaked(300);
    expect(['bounded-plateau', 'no-retention'], result.reason).toContain(result.verdict);
  });
});

/** An hour of a service under its own traffic, read every five seconds. */
function watched(grow: (at: number, requests: number) => number, answers = { 200: 36_000 }): RetentionTrace {
  const random = seeded(5);
  const samples = Array.from({ length: 720 }, (_, index) => {
    const at = index * 5;
    const requests = at * 10;
    const bytes = Math.round(50 * MB + grow(at, requests) + 0.05 * MB * normal(random));
    return { at, phase: 'watch' as const, requests, identities: 0, bytes };
  });
  return {
    ...TRACE_FORMAT,
    target: 'watched',
    arm: 'same-credential',
    memoryClass: 'A',
    runtime: 'native',
    source: 'made up',
    profile: 'watch',
    credentialBytes: 0,
    phases: [
      {
        name: 'watch',
        arm: 'idle',
        start: 0,
        end: 3_600,
        requests: [0, 36_000],
        identities: [0, 0],
        cuts: [],
        answers,
      },
    ],
    samples,
    notes: [],
  };
}

describe('a service that is only watched', () => {
  test('and grows is suspected, with bytes per request and per hour', () => {
    const result = judgeTrace(
      readTrace(JSON.parse(JSON.stringify(watched((_, requests) => 1_000 * requests)))),
    );
    expect(result).toMatchObject({
      verdict: 'suspected-growth',
      per: 'request',
      pinnedBytes: 0,
      findings: [{ id: 'memory-kept-per-request', confidence: 'suspected' }],
    });
    expect(result.bytesPerCredential?.low).toBeLessThan(1_000);
    expect(result.bytesPerCredential?.high).toBeGreaterThan(1_000);
    expect(result.bytesPerHour?.low).toBeLessThan(36_000_000);
    expect(result.bytesPerHour?.high).toBeGreaterThan(36_000_000);
  });

  test('and has a limit is said to be full after so long by itself', () => {
    const trace = watched((_, requests) => 1_000 * requests);
    const limit = { bytes: 512 * MB, from: 'given' as const };
    const { outlook } = judgeTrace({ ...trace, memoryLimit: limit });
    expect(outlook?.ordinary?.perHour).toBeCloseTo(36_000, -3);
    // What is free, by 36 MB an hour.
    const hours = (outlook?.roomBytes ?? 0) / 36_000_000;
    expect(outlook?.ordinary?.hours.least).toBeLessThan(hours);
    expect(outlook?.ordinary?.hours.most).toBeGreaterThan(hours);
  });

  test.each([
    ['stands still', () => 0, 'no-retention'],
    ['fills a cache and stops', (at: number) => 20 * MB * (1 - Math.exp(-at / 600)), 'inconclusive'],
    ['rises and falls', (at: number) => 20 * MB * ((at % 1_700) / 1_700), 'inconclusive'],
  ] as const)('and %s is not accused', (_, grow, verdict) => {
    expect(judgeTrace(watched(grow))).toMatchObject({ verdict, findings: [] });
  });

  test('and stands still while it refuses everyone is not cleared', () => {
    expect(judgeTrace(watched(() => 0, { 401: 36_000 } as never)).verdict).toBe('inconclusive');
  });

  test('gets no request but readings, and ends with a result when the user says so', async () => {
    const asked: string[] = [];
    let served = 0;
    const target = await serve((request, response) => {
      asked.push(request.url ?? '');
      served += 7;
      response.end(`http_requests_total{code="200"} ${served}\nhttp_requests_total{code="401"} 1\n`);
    });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 2_500);
    try {
      const options = checkOptions({ url: target.url.href, consentHost: '127.0.0.1', watch: true });
      const source = memory(() => 50 * MB);
      const trace = await watchTarget({
        options,
        source,
        access: {},
        onEvent: () => {},
        signal: stop.signal,
      });
      expect(new Set(asked)).toEqual(new Set(['/metrics']));
      expect(trace.stopped).toBeUndefined();
      expect(trace.samples.at(-1)?.requests).toBeGreaterThanOrEqual(7);
      expect(trace.phases).toMatchObject([
        { name: 'watch', answers: { 200: trace.samples.at(-1)?.requests } },
      ]);
      expect(trace.source).toContain('requests from http_requests_total');
      expect(judgeTrace(trace)).toMatchObject({ verdict: 'inconclusive', profile: 'watch' });
    } finally {
      await target.close();
    }
  });

  test('reads counters as the user says they are read, and lets go of what it opened', async () => {
    const asked: (string | undefined)[] = [];
    const target = await serve((request, response) => {
      asked.push(request.headers['x-scrape']?.toString());
      response.end('http_requests_total{code="200"} 7\n');
    });
    let closed = 0;
    try {
      await probeRetention(
        {
          url: target.url.href,
          consentHost: '127.0.0.1',
          watch: true,
          source: { ...memory(() => 50 * MB), close: () => (closed += 1) },
          memory: { pageHeaders: { 'X-Scrape': 'me' } },
        },
        { signal: AbortSignal.timeout(300) },
      );
      expect(new Set(asked)).toEqual(new Set(['me']));
      expect(closed).toBe(1);
    } finally {
      await target.close();
    }
  });

  test('needs memory to read', async () => {
    await expect(
      probeRetention({
        url: 'http://127.0.0.1:1/',
        consentHost: '127.0.0.1',
        watch: true,
        memory: { discover: false },
      }),
    ).rejects.toMatchObject({ code: 'memory-source-unreadable' });
  });
});

test.each([
  ['http_requests_total{code="200"} 5\nhttp_requests_total{code="500"} 2', 7],
  ['http_server_requests_seconds_count{status="200"} 9', 9],
  ['http_request_duration_seconds_count{status_code="200"} 4', 4],
  ['myapp_http_requests_total 3', 3],
  ['promhttp_metric_handler_requests_total{code="200"} 9\nhttp_requests_in_flight 3', undefined],
])('requests in %j: %s', (page, requests) => {
  expect(trafficIn(parsePrometheusText(page))?.requests).toBe(requests);
});

test('the curve in a line stays short, and flat where nothing grows', () => {
  const [flat, rising] = [new CurveInLine(), new CurveInLine()];
  for (let index = 0; index < 10_000; index++) {
    flat.add(50 * MB + (index % 7) * 1_000);
    rising.add(50 * MB + index * 10_000);
  }
  expect(flat.text()).toMatch(/^▁{8,24}$/);
  expect(rising.text()).toMatch(/^▁.*█$/);
  expect(rising.text().length).toBeLessThanOrEqual(24);
});

test.each([
  ['90s', 90],
  ['30m', 1_800],
  ['1.5h', 5_400],
  ['120', 120],
])('--duration %s is %s s', (duration, durationSeconds) => {
  expect(longRunOf({ duration, color: false })).toEqual({ durationSeconds });
});

test.each([
  [{ duration: '10s' }, /60s to 24h/],
  [{ duration: 'soon' }, /not "soon"/],
  [{ duration: '25h' }, /60s to 24h/],
  [{ duration: '5m', profile: 'quick' }, /--duration and --profile exclude/],
  [{ watch: true, arm: 'jwt' }, /--watch and --arm exclude/],
])('%o is refused', (flags, says) => {
  expect(() => longRunOf({ ...flags, color: false })).toThrow(says);
});
