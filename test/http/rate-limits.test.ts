import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { openSession } from '../../src/http/session.ts';
import type { SessionOptions } from '../../src/http/session-options.ts';
import { openTransport } from '../../src/http/transport.ts';

type Listener = Extract<Parameters<typeof serveLab>[0]['routes'], (...args: never[]) => unknown>;
type Headers = Record<string, string>;

interface Limiter {
  readonly requests: number;
  readonly windowMs: number;
  /** What a refusal says, and every other answer. */
  readonly refusal?: (restMs: number) => Headers;
  readonly answer?: (left: number, restMs: number) => Headers;
  readonly status?: 429 | 503;
}

/** A fixed window for everything, as most limiters keep one. */
function limited({ requests, windowMs, refusal, answer, status = 429 }: Limiter): Listener {
  let startedAt = performance.now();
  let used = 0;
  return (_request, response) => {
    if (performance.now() - startedAt >= windowMs) {
      startedAt = performance.now();
      used = 0;
    }
    used += 1;
    const restMs = startedAt + windowMs - performance.now();
    if (used > requests) response.writeHead(status, refusal?.(restMs)).end();
    else response.writeHead(200, answer?.(requests - used, restMs)).end('ok');
  };
}

async function within(
  routes: Listener,
  look: (tools: {
    url: string;
    session: ReturnType<typeof openSession>;
    requests: () => number;
  }) => Promise<void>,
  more: Partial<SessionOptions> = {},
) {
  const lab = await serveLab({ routes });
  const live = openTransport({ requestTimeoutMs: 10_000 });
  const session = openSession({
    transport: live.send,
    scope: [lab.url],
    mode: 'safe',
    maxRequests: 2_000,
    concurrency: 10,
    signal: new AbortController().signal,
    userAgent: 'test',
    ...more,
  });
  try {
    await look({ url: lab.url, session, requests: lab.requests });
  } finally {
    live.close();
    await lab.close();
  }
}

// Each row waits for windows of its own service: they wait together.
describe.concurrent('a limit that counts everything', () => {
  test.each<[string, Limiter]>([
    ['says nothing', { requests: 12, windowMs: 700 }],
    ['says when to come back', { requests: 12, windowMs: 900, refusal: () => ({ 'Retry-After': '1' }) }],
    [
      'says to come back at once, and means later',
      { requests: 12, windowMs: 700, refusal: () => ({ 'Retry-After': '0' }) },
    ],
    ['answers 503', { requests: 12, windowMs: 900, status: 503, refusal: () => ({ 'Retry-After': '1' }) }],
    [
      'announces what is left',
      {
        requests: 12,
        windowMs: 700,
        refusal: (restMs) => ({ 'Retry-After-Ms': String(Math.ceil(restMs)) }),
        answer: (left, restMs) => ({
          RateLimit: `"a";r=${left};t=${Math.ceil(restMs / 1000)}`,
          'RateLimit-Policy': '"a";q=12;w=1',
        }),
      },
    ],
  ])('that %s: every question gets its answer', (_name, limiter) =>
    within(limited(limiter), async ({ url, session, requests }) => {
      const asked = Array.from({ length: 40 }, (_none, at) => session.client.once({ url: `${url}/${at}` }));
      const answers = await Promise.all(asked);
      expect(answers.map(({ response }) => response.status)).toEqual(Array(40).fill(200));
      const { rateLimited, rateLimit } = session.traffic();
      expect(rateLimited).toBeGreaterThan(0);
      // Not knocked at by everybody who waits.
      expect(rateLimited).toBeLessThan(40);
      expect(requests()).toBeLessThan(85);
      expect(rateLimit?.requests).toBeGreaterThan(0);
      expect(session.lost()).toBeUndefined();
    }),
  );

  test('an announced limit is kept from its first refusal on', () => {
    const limiter: Limiter = {
      requests: 10,
      windowMs: 1_000,
      refusal: () => ({
        'Retry-After': '1',
        'RateLimit-Policy': '10;w=1',
        RateLimit: 'limit=10, remaining=0, reset=1',
      }),
      answer: (left) => ({ 'RateLimit-Policy': '10;w=1', RateLimit: `limit=10, remaining=${left}, reset=1` }),
    };
    return within(
      limited(limiter),
      async ({ url, session }) => {
        for (let at = 0; at < 35; at += 1) await session.client.send({ url: `${url}/${at}` });
        const { rateLimited, rateLimit } = session.traffic();
        // The first one, and the one that asked whether the limit counts everything.
        expect(rateLimited).toBeLessThanOrEqual(3);
        expect(rateLimit).toEqual({ requests: 10, windowMs: 1_000 });
      },
      { concurrency: 1 },
    );
  });

  test('that opens after the end of the scan ends it, and is said', () => {
    let left = 3;
    return within(
      (_request, response) => {
        left -= 1;
        if (left >= 0) response.end('ok');
        else response.writeHead(429, { 'Retry-After': '86400' }).end();
      },
      async ({ url, session, requests }) => {
        const started = performance.now();
        for (let at = 0; at < 3; at += 1) await session.client.once({ url: `${url}/${at}` });
        for (let at = 3; at < 20; at += 1)
          await expect(session.client.attempt({ url: `${url}/${at}` })).rejects.toMatchObject({
            code: 'rate-limited',
          });
        expect(performance.now() - started).toBeLessThan(1_000);
        expect(requests()).toBeLessThan(8);
        expect(session.lost()).toMatch(
          /refuses further requests by its rate limit and says to come back in 24 hours/,
        );
      },
      { maxTimeMs: 60_000 },
    );
  });
});

describe.concurrent('a service that never answers anything else', () => {
  test.each<[string, Listener, RegExp, number]>([
    [
      '429 until tomorrow',
      (_request, response) => response.writeHead(429, { 'Retry-After': '86400' }).end(),
      /answers 429 to every request and says to come back in 24 hours/,
      1_000,
    ],
    ['429', (_request, response) => response.writeHead(429).end(), /answers 429 to every request/, 9_000],
    [
      '503',
      (_request, response) => response.writeHead(503).end(),
      /answers 503 to every request: it is out of service/,
      15_000,
    ],
  ])('%s: is given up soon', (_name, routes, sentence, mostMs) =>
    within(
      routes,
      async ({ url, session, requests }) => {
        const started = performance.now();
        const first = await session.client.once({ url, evenRefused: true });
        expect(first.response.status).toBeGreaterThan(400);
        for (let at = 0; at < 60; at += 1)
          await session.client.once({ url: `${url}/${at}` }).catch(() => undefined);
        expect(performance.now() - started).toBeLessThan(mostMs);
        expect(requests()).toBeLessThan(60);
        expect(session.lost()).toMatch(sentence);
      },
      { maxTimeMs: 60_000 },
    ),
  );
});

describe('a limit of one place', () => {
  test('costs nobody else anything, and is no answer there', () => {
    const routes: Listener = (request, response) =>
      request.url === '/login' ? response.writeHead(429, { 'Retry-After': '300' }).end() : response.end('ok');
    return within(
      routes,
      async ({ url, session: { client, lost } }) => {
        await client.once({ url });
        const started = performance.now();
        await expect(client.send({ url: `${url}/login` })).rejects.toMatchObject({ code: 'rate-limited' });
        // Neither is it where having no answer would be one; who asks how it refuses is told.
        await expect(client.attempt({ url: `${url}/login` })).rejects.toMatchObject({ code: 'rate-limited' });
        expect((await client.send({ url: `${url}/login`, evenRefused: true })).response.status).toBe(429);
        expect((await client.send({ url: `${url}/other` })).response.status).toBe(200);
        expect(performance.now() - started).toBeLessThan(500);
        expect(lost()).toBeUndefined();
      },
      { maxTimeMs: 60_000 },
    );
  });
});

test('a limit of one user does not hold back the others', () =>
  within(
    (request, response) =>
      request.headers.authorization
        ? response.writeHead(429, { 'Retry-After': '3600' }).end()
        : response.end('ok'),
    async ({ url, session }) => {
      const alice = session.client.as({ name: 'alice', credentials: [{ kind: 'bearer', token: 'tok' }] });
      await session.client.send({ url });
      for (let at = 0; at < 20; at += 1)
        await expect(alice.send({ url: `${url}/${at}` })).rejects.toMatchObject({ code: 'rate-limited' });
      expect((await session.client.send({ url: `${url}/b` })).response.status).toBe(200);
      expect(session.lost()).toMatch(/every request of "alice"/);
    },
    { maxTimeMs: 60_000 },
  ));
