import { spawnSync } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
import type { RetentionEvent } from '../../src/retention/events.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import { RetentionResultSchema } from '../../src/retention/result.ts';
import { serve, unauthorized } from './loopback.ts';
import { BUSY, outOfTime } from './quick-probe.ts';
import { startTarget } from './start-target.ts';

// Eight seconds each on a quiet machine; every run ends by itself within ninety.
vi.setConfig({ testTimeout: 110_000 });

const hasPython = spawnSync('python3', ['--version']).status === 0;

async function probeNode(mode: string, more: object = {}) {
  const target = await startTarget(process.execPath, ['--expose-gc', 'key-service.mjs', mode]);
  const base = new URL(target.url).origin;
  try {
    return await probeRetention({
      url: target.url,
      consentHost: '127.0.0.1',
      profile: 'quick',
      memory: { metrics: `${base}/metrics`, collect: `${base}/gc` },
      ...more,
    });
  } finally {
    await target.stop();
  }
}

// One after another: side by side they would be each other's noise.
describe('a quick run', () => {
  test('says how many bytes a map keeps per key', async ({ skip }) => {
    const result = await probeNode('map');
    skip(outOfTime(result), BUSY);
    expect(result.verdict, result.reason).toBe('unbounded-growth');
    expect(result).toMatchObject({
      memoryClass: 'C',
      severity: 'high',
      arm: 'credential',
    });
    // The key itself, its length in memory, and a small object.
    expect(result.bytesPerCredential?.low).toBeLessThan(4_096 + 300);
    expect(result.bytesPerCredential?.high).toBeGreaterThan(4_096);
    expect(RetentionResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(
      JSON.parse(JSON.stringify(result)),
    );
  });

  test('sees that a bounded store is bounded', async ({ skip }) => {
    const result = await probeNode('lru+open');
    skip(outOfTime(result), BUSY);
    expect(['bounded-plateau', 'no-retention', 'released-after-idle'], result.reason).toContain(
      result.verdict,
    );
    expect(result.findings).toEqual([]);
  });

  test.skipIf(!hasPython)(
    'reads the resident memory of a Python service that it finds by its port',
    async ({ skip }) => {
      const target = await startTarget('python3', ['key_service.py', 'dict']);
      try {
        const result = await probeRetention({ url: target.url, consentHost: '127.0.0.1', profile: 'quick' });
        skip(outOfTime(result), BUSY);
        expect(result.verdict, result.reason).toBe('unbounded-growth');
        expect(result).toMatchObject({ memoryClass: 'A', runtime: 'cpython' });
        expect(result.bytesPerCredential?.low).toBeLessThan(4_900);
        expect(result.bytesPerCredential?.high).toBeGreaterThan(4_096);
      } finally {
        await target.stop();
      }
    },
  );

  test.skipIf(!hasPython).for([
    [
      'cookie',
      (pid: number) => ({ command: `awk '/^Anonymous:/ { print $2 * 1024 }' /proc/${pid}/smaps_rollup` }),
    ],
    ['query', (pid: number) => ({ pid })],
  ] as const)('finds keys that are kept from the %s', async ([place, memory], { skip }) => {
    const target = await startTarget('python3', ['key_service.py', 'dict']);
    try {
      const result = await probeRetention({
        url: target.url,
        consentHost: '127.0.0.1',
        profile: 'quick',
        place: { in: place, name: 'session' },
        memory: { ...memory(target.pid), runtime: 'cpython' },
      });
      skip(outOfTime(result), BUSY);
      expect(result.verdict, result.reason).toBe('unbounded-growth');
      expect(result.memoryClass).toBe('A');
      expect(result.bytesPerCredential?.high).toBeGreaterThan(result.credentialBytes);
    } finally {
      await target.stop();
    }
  });

  test('without memory finds state behind a rate-limit header, and does not call it a leak', async ({
    skip,
  }) => {
    const target = await startTarget(process.execPath, ['key-service.mjs', 'limiter']);
    try {
      const result = await probeRetention({
        url: target.url,
        consentHost: '127.0.0.1',
        profile: 'quick',
        memory: { discover: false },
      });
      skip(outOfTime(result), BUSY);
      expect(result.verdict, result.reason).toBe('state-kept');
      expect(result).toMatchObject({
        mode: 'black-box',
        residency: { oracle: 'rate-limit-header' },
      });
      expect(result.findings[0]).toMatchObject({
        id: 'state-kept-for-unknown-credentials',
        severity: 'medium',
        confidence: 'observed',
      });
      expect(result.identities).toBeLessThanOrEqual(10_000);
    } finally {
      await target.stop();
    }
  });
});

describe('a run', () => {
  test('does not begin without consent, or against nobody', async () => {
    await expect(
      probeRetention({ url: 'http://127.0.0.1:1/', consentHost: 'localhost' }),
    ).rejects.toMatchObject({ code: 'consent-missing' });
    await expect(
      probeRetention({ url: 'http://127.0.0.1:1/', consentHost: '127.0.0.1' }),
    ).rejects.toMatchObject({ code: 'target-unreachable' });
  });

  test('does not begin on a target with server errors', async () => {
    const served = await serve((_request, response) => response.writeHead(500).end());
    try {
      await expect(probeRetention({ url: served.url.href, consentHost: '127.0.0.1' })).rejects.toMatchObject({
        code: 'target-unfit',
      });
    } finally {
      await served.close();
    }
  });

  test('against a limiter ends at once, with the limit told', async () => {
    let count = 0;
    const served = await serve((_request, response) => response.writeHead(++count > 60 ? 429 : 401).end());
    try {
      const result = await probeRetention({
        url: served.url.href,
        consentHost: '127.0.0.1',
        profile: 'quick',
      });
      expect(result).toMatchObject({
        verdict: 'inconclusive',
        stopped: { code: 'rate-limited' },
        findings: [],
      });
      expect(count).toBeLessThan(100);
    } finally {
      await served.close();
    }
  });

  test('tells what it does and ends with what is known when it is aborted', async () => {
    const served = await serve(unauthorized);
    const stop = new AbortController();
    const events: RetentionEvent[] = [];
    try {
      const onEvent = (event: RetentionEvent) => {
        events.push(event);
        if (event.kind === 'phase' && event.phase === 'w1') stop.abort();
      };
      const result = await probeRetention(
        { url: served.url.href, consentHost: '127.0.0.1', profile: 'quick' },
        { onEvent, signal: stop.signal },
      );
      expect(result).toMatchObject({ verdict: 'inconclusive', stopped: { code: 'aborted' } });
      expect(result.phases.map(({ name }) => name)).toEqual(['warm', 'ctl']);
      expect(events.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['source', 'plan', 'phase', 'memory']),
      );
    } finally {
      await served.close();
    }
  });
});
