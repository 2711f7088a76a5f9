import type http from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { judgeTrace } from '../../src/retention/judge.ts';
import { metricsSource } from '../../src/retention/memory/metrics-source.ts';
import { processSource } from '../../src/retention/memory/process-source.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import type { RetentionResult } from '../../src/retention/result.ts';
import { Safety } from '../../src/retention/safety.ts';
import { MB, memory, plentiful, runSmall, type Served, SMALL_PLAN, serve, unauthorized } from './loopback.ts';
import { startTarget } from './start-target.ts';

// A busy machine stretches these tenfold; quiet, none needs three seconds.
vi.setConfig({ testTimeout: 60_000 });

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** A service that changes its mind after so many requests. */
async function changing(after: number, then: http.RequestListener): Promise<Served> {
  let count = 0;
  served = await serve((request, response) => (++count > after ? then : unauthorized)(request, response));
  return served;
}

const answer =
  (status: number): http.RequestListener =>
  (_request, response) => {
    response.writeHead(status).end();
  };

describe('a run goes to its end', () => {
  test('when nothing is wrong', async () => {
    served = await serve(unauthorized);
    const grows = (() => {
      let readings = 0;
      return () => 50 * MB + ++readings * 1024 * 64;
    })();
    const trace = await runSmall(served.url, { source: memory(grows) });
    expect(trace.stopped).toBeUndefined();
    expect(trace.phases.map(({ name }) => name)).toEqual([
      'warm',
      'ctl',
      'w1',
      'fl1',
      'idle1',
      'ctl2',
      'w2',
      'fl2',
      'w3',
      'fl3',
      'idle2',
    ]);
    expect(trace.phases.find(({ name }) => name === 'w3')?.identities).toEqual([160, 240]);
  });

  test('or to the first look, when nothing has grown', async () => {
    served = await serve((_request, response) => response.end());
    const trace = await runSmall(served.url, {
      plan: { phases: plentiful(), rate: 2_200 },
      safety: { expectedStatus: 200 },
    });
    expect(trace).toMatchObject({ endedEarly: true });
    expect(judgeTrace(trace)).toMatchObject({ verdict: 'no-retention', identities: 3_400 });
  });
});

describe('a run stops', () => {
  test('429: at half the rate once, then for good', async () => {
    const { url } = await changing(150, answer(429));
    const trace = await runSmall(url);
    expect(trace.stopped?.code).toBe('rate-limited');
    expect(judgeTrace(trace)).toMatchObject({ verdict: 'inconclusive', findings: [] });
  });

  test('503 with Retry-After is a limit as well', async () => {
    const { url } = await changing(150, (_request, response) => {
      response.writeHead(503, { 'retry-after': '5' }).end();
    });
    expect((await runSmall(url)).stopped).toMatchObject({
      code: 'rate-limited',
      reason: 'rate limited (503) for 5 s',
    });
  });

  test('429 once is survived at half the rate', async () => {
    let count = 0;
    served = await serve((_request, response) => {
      // A fresh one: a known one that is refused rests, and another speaks for it.
      response.writeHead(++count === 150 ? 429 : 401).end();
    });
    let rules: Safety | undefined;
    const trace = await runSmall(served.url, {
      source: memory(() => 50 * MB + count * 10_000),
      prepare: (safety) => {
        rules = safety;
      },
    });
    expect(trace.stopped).toBeUndefined();
    expect(rules?.rateFactor).toBe(0.5);
  });

  test('server errors', async () => {
    const { url } = await changing(200, answer(503));
    expect((await runSmall(url)).stopped?.code).toBe('server-errors');
  });

  test('connections cut three times in a row', async () => {
    const { url } = await changing(150, (request) => request.socket.destroy());
    expect((await runSmall(url)).stopped?.code).toBe('refused');
  });

  test('connections refused', async () => {
    const gone = await serve(unauthorized);
    await gone.close();
    expect((await runSmall(gone.url)).stopped?.code).toBe('refused');
  });

  test('the same credential gets another status', async () => {
    const { url } = await changing(150, answer(403));
    const trace = await runSmall(url);
    expect(trace.stopped).toMatchObject({ code: 'status-changed' });
    expect(trace.stopped?.reason).toContain('403 instead of 401');
  });

  test('answers that become ten times slower for two seconds', async () => {
    const { url } = await changing(150, (request, response) => {
      setTimeout(() => unauthorized(request, response), 400);
    });
    // Without its own warm-up, whose latency a busy machine decides.
    const phases = SMALL_PLAN.phases.filter(({ name }) => name !== 'warm');
    const trace = await runSmall(url, { plan: { phases }, prepare: (safety) => safety.setWarmP99(5) });
    expect(trace.stopped?.code).toBe('slow');
  });

  test('growth above the cap', async () => {
    served = await serve(unauthorized);
    let readings = 0;
    const trace = await runSmall(served.url, { source: memory(() => 50 * MB + ++readings * 10 * MB) });
    expect(trace.stopped?.code).toBe('growth-cap');
  });

  test('growth above a quarter of the container limit', async () => {
    served = await serve(unauthorized);
    let readings = 0;
    const source = memory(() => 50 * MB + ++readings * MB, { vitals: async () => ({ limitBytes: 64 * MB }) });
    const trace = await runSmall(served.url, { source });
    expect(trace.stopped).toMatchObject({ code: 'growth-cap' });
    expect(trace.stopped?.reason).toContain('above 16 MiB');
  });

  test('too little memory left on the machine', async () => {
    served = await serve(unauthorized);
    const source = memory(() => 50 * MB, { vitals: async () => ({ availableShare: 0.1 }) });
    expect((await runSmall(served.url, { source })).stopped?.code).toBe('memory-low');
  });

  test('more could be pinned than is allowed', async () => {
    served = await serve(unauthorized);
    const trace = await runSmall(served.url, { safety: { credentialBytes: 10 * MB } });
    expect(trace.stopped?.code).toBe('pin-cap');
    expect(trace.phases.map(({ name }) => name)).toEqual(['warm', 'ctl']);
  });

  test('more requests than are allowed', async () => {
    served = await serve(unauthorized);
    const trace = await runSmall(served.url, { safety: { mostRequests: 100 } });
    expect(trace.stopped?.code).toBe('request-cap');
    expect(trace.samples.at(-1)?.requests).toBeLessThanOrEqual(100);
  });

  test('more time than is allowed', async () => {
    served = await serve(unauthorized);
    let calls = 0;
    const trace = await runSmall(served.url, { safety: { now: () => ++calls / 2 } });
    expect(trace.stopped?.code).toBe('time-cap');
  });

  test('an out-of-memory kill, which is a finding', async () => {
    served = await serve(unauthorized);
    let asked = 0;
    const source = memory(() => 50 * MB, { vitals: async () => ({ oomKills: ++asked > 2 ? 1 : 0 }) });
    const result = judgeTrace(await runSmall(served.url, { source }));
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      severity: 'high',
      findings: [{ id: 'restart-during-probe' }],
    });
  });

  test('a new process_start_time_seconds, which is a finding', async () => {
    let [started, heap] = [1_000, 10 * MB];
    served = await serve((request, response) => {
      if (request.url === '/metrics') {
        heap += 50_000;
        response.end(
          `process_start_time_seconds ${started}\npython_info{implementation="CPython"} 1\nprocess_resident_memory_bytes ${heap}\n`,
        );
      } else unauthorized(request, response);
    });
    const source = await metricsSource(new URL('/metrics', served.url));
    expect(source).toMatchObject({ memoryClass: 'A', runtime: 'cpython' });
    setTimeout(() => {
      started = 2_000;
    }, 600);
    const result = judgeTrace(await runSmall(served.url, { source, safety: { startBytes: heap } }));
    expect(result.stopped?.code).toBe('restarted');
    expect(result.findings).toMatchObject([
      { id: 'restart-during-probe', severity: 'medium', cwe: ['CWE-400'] },
    ]);
  });

  test('the process ends', async () => {
    served = await serve(unauthorized);
    const target = await startTarget(process.execPath, ['key-service.mjs', 'none']);
    try {
      const source = processSource([target.pid], 'native');
      setTimeout(() => target.process.kill('SIGKILL'), 400);
      const first = await source.read();
      const trace = await runSmall(served.url, { source, safety: { startBytes: first.bytes } });
      expect(trace.stopped?.code).toBe('restarted');
    } finally {
      await target.stop();
    }
  });

  test('the user says so, with what is known so far', async () => {
    served = await serve(unauthorized);
    const trace = await runSmall(served.url, {
      prepare: (safety) => {
        setTimeout(() => safety.halt('aborted', 'stopped by the user'), 300);
      },
    });
    expect(trace.stopped?.code).toBe('aborted');
    expect(trace.phases.length).toBeGreaterThan(0);
  });
});

describe('a collected heap', () => {
  test('may swing above the cap, but not its low after a collection', () => {
    const rules = new Safety({
      expectedStatus: 401,
      credentialBytes: 512,
      pins: true,
      startBytes: 10 * MB,
      heap: true,
      mostRequests: 1,
    });
    rules.reportMemory(20 * MB, 1);
    rules.reportMemory(400 * MB, 1);
    expect(rules.stopped).toBeUndefined();
    // The count was raised before the heap was told anew.
    rules.reportMemory(400 * MB, 2);
    rules.reportMemory(20 * MB, 2);
    rules.reportMemory(60 * MB, 2);
    expect(rules.stopped).toBeUndefined();
    for (const bytes of [400 * MB, 300 * MB]) rules.reportMemory(bytes, 3);
    expect(rules.stopped).toBeUndefined();
    rules.reportMemory(310 * MB, 3);
    expect(rules.stopped?.code).toBe('growth-cap');
  });

  test('may not stay above it, however often it is collected', () => {
    const rules = new Safety({
      expectedStatus: 401,
      credentialBytes: 512,
      pins: true,
      startBytes: 10 * MB,
      heap: true,
      mostRequests: 1,
    });
    rules.reportMemory(20 * MB, 1);
    rules.reportMemory(400 * MB, 2);
    expect(rules.stopped).toBeUndefined();
    rules.reportMemory(390 * MB, 3);
    expect(rules.stopped?.code).toBe('growth-cap');
  });
});

describe('after a run that a refusal ended', () => {
  /** Remembers so many credentials and answers everyone else with `status`. */
  async function limiter(most: number, status: number, forKnown = 401): Promise<RetentionResult> {
    const known = new Set<string>();
    served = await serve((request, response) => {
      const key = request.headers.authorization ?? '';
      const full = known.size >= most;
      if (!full) known.add(key);
      response.setHeader('retry-after', '1');
      response.writeHead(known.has(key) ? (full ? forKnown : 401) : status).end();
    });
    return probeRetention({
      url: served.url.href,
      consentHost: '127.0.0.1',
      profile: 'quick',
      source: memory(() => 50 * MB),
    });
  }

  test.each([429, 503])('a full store that answers %s to everyone new is a finding', async (status) => {
    const result = await limiter(60, status);
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      stopped: { code: 'rate-limited' },
      findings: [{ id: 'fail-closed-limiter', severity: 'medium' }],
    });
    expect(result.findings[0]?.evidence).toContain(`${status} after 401`);
  });

  test('a limit that the known credential meets too is none', async () => {
    expect((await limiter(60, 429, 429)).findings).toEqual([]);
  });
});
