import { describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { overTls } from '../../lab/encryption/authority.ts';
import { openSession } from '../../src/http/session.ts';
import type { SessionOptions } from '../../src/http/session-options.ts';
import { openTransport } from '../../src/http/transport.ts';
import { TransportFailure } from '../../src/http/transport-failure.ts';
import { IN_MEMORY, openJournal } from '../../src/journal/journal.ts';
import { mintCertificate } from '../../src/material/certificates.ts';

type Listener = Extract<Parameters<typeof serveLab>[0]['routes'], (...args: never[]) => unknown>;

async function within(
  routes: Listener,
  test_: (tools: {
    lab: ServedLab;
    session: ReturnType<typeof openSession>;
    stop: AbortController;
  }) => Promise<void>,
  more: Partial<SessionOptions> = {},
  tls?: Parameters<typeof serveLab>[0]['tls'],
) {
  const lab = await serveLab({ routes, ...(tls ? { tls } : {}) });
  const live = openTransport({ requestTimeoutMs: 1_000 });
  const stop = new AbortController();
  const session = openSession({
    transport: live.send,
    handshake: live.handshake,
    scope: [lab.url],
    mode: 'safe',
    maxRequests: 500,
    concurrency: 10,
    signal: stop.signal,
    userAgent: 'test',
    ...more,
  });
  try {
    await test_({ lab, session, stop });
  } finally {
    live.close();
    await lab.close();
  }
}

const ok: Listener = (_request, response) => response.end('ok');
const bearer = { name: 'ada', credentials: [{ kind: 'bearer', token: 'secret' }] } as const;

let noted: ReturnType<typeof openJournal>['isNoted'];

describe('what may leave', () => {
  test('scope, mode and budget', () =>
    within(
      ok,
      async ({ lab, session: { client, allowPrompts } }) => {
        await expect(client.send({ url: 'http://elsewhere.example/' })).rejects.toMatchObject({
          code: 'out-of-scope',
        });
        await expect(client.attempt({ url: 'http://elsewhere.example/' })).rejects.toMatchObject({
          code: 'out-of-scope',
        });
        await expect(
          client.handshake({ url: 'https://elsewhere.example/', version: 'TLSv1' }),
        ).rejects.toMatchObject({
          code: 'out-of-scope',
        });
        await expect(client.send({ method: 'POST', url: `${lab.url}/chat` })).rejects.toMatchObject({
          code: 'unsafe-method',
        });
        allowPrompts([`${lab.url}/chat`]);
        expect(
          (await client.send({ method: 'POST', url: `${lab.url}/chat`, body: '{}' })).response.status,
        ).toBe(200);
        await client.send({ url: lab.url });
        await client.send({ url: lab.url });
        await expect(client.send({ url: lab.url })).rejects.toMatchObject({ code: 'budget' });
        expect(lab.requests()).toBe(3);
      },
      { maxRequests: 3 },
    ));

  test('credentials do not go to a server that does not verify, unless allowed', async () => {
    const self = mintCertificate({ subject: { commonName: 'x' } });
    const { tls } = overTls(self);
    for (const trustAnyCertificate of [false, true]) {
      await within(
        ok,
        async ({ lab, session }) => {
          const sent = session.client.as(bearer).send({ url: lab.url });
          if (trustAnyCertificate) expect((await sent).response.status).toBe(200);
          else await expect(sent).rejects.toMatchObject({ code: 'untrusted-tls' });
          await session.client.send({ url: lab.url });
          if (!trustAnyCertificate) {
            await expect(session.client.as(bearer).attempt({ url: lab.url })).rejects.toMatchObject({
              code: 'untrusted-tls',
            });
          }
          expect(lab.requests()).toBe(trustAnyCertificate ? 2 : 1);
        },
        { trustAnyCertificate },
        tls,
      );
    }
  });

  test('a POST without a body says so', () =>
    within(
      (request, response) => response.end(JSON.stringify(request.headers)),
      async ({ lab, session }) => {
        const journal = openJournal(IN_MEMORY);
        noted = journal.isNoted;
        const { answer } = await journal.write(
          session.client,
          { kind: 'ask', what: 'a test' },
          { method: 'POST', url: lab.url },
        );
        if (answer instanceof Error) throw answer;
        expect(JSON.parse(Buffer.from(answer.response.body).toString())).toMatchObject({
          'content-length': '0',
        });
      },
      { mode: 'active', isNoted: (entry, request) => noted(entry, request) },
    ));

  test('nothing that changes state without an entry of its own in the journal', () =>
    within(
      ok,
      async ({ lab, session: { client } }) => {
        const journal = openJournal(IN_MEMORY);
        noted = journal.isNoted;
        const unsafe = { code: 'unsafe-method' };
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])
          await expect(client.send({ method, url: lab.url })).rejects.toMatchObject(unsafe);
        // What a server takes for a DELETE is one.
        const headers = [['X-HTTP-Method-Override', 'DELETE']] as const;
        await expect(client.send({ url: lab.url, headers })).rejects.toMatchObject(unsafe);
        await expect(client.once({ url: `${lab.url}?_method=put` })).rejects.toMatchObject(unsafe);
        await expect(client.attempt({ method: 'DELETE', url: lab.url })).rejects.toMatchObject(unsafe);
        await expect(
          client.burst([{ method: 'POST', url: lab.url }], { concurrency: 1 }),
        ).rejects.toMatchObject(unsafe);
        await expect(client.write({} as never, { method: 'POST', url: lab.url })).rejects.toMatchObject(
          unsafe,
        );
        expect(lab.requests()).toBe(0);
      },
      { mode: 'active', isNoted: (entry, request) => noted(entry, request) },
    ));

  test('no write in safe mode, noted or not', () =>
    within(
      ok,
      async ({ lab, session: { client } }) => {
        const journal = openJournal(IN_MEMORY);
        noted = journal.isNoted;
        const written = journal.write(
          client,
          { kind: 'ask', what: 'a test' },
          { method: 'POST', url: lab.url },
        );
        await expect(written).rejects.toMatchObject({ code: 'unsafe-method' });
        expect(lab.requests()).toBe(0);
      },
      { isNoted: (entry, request) => noted(entry, request) },
    ));
});

describe('shared answers', () => {
  test('one request for all who ask, failures included', () =>
    within(
      (request, response) => (request.url === '/reset' ? request.socket.destroy() : response.end('ok')),
      async ({ lab, session: { client } }) => {
        const many = await Promise.all(Array.from({ length: 20 }, () => client.once({ url: lab.url })));
        expect(new Set(many).size).toBe(1);
        const reset = { url: `${lab.url}/reset` };
        await expect(client.once(reset)).rejects.toMatchObject({ code: 'reset' });
        await expect(client.once(reset)).rejects.toMatchObject({ code: 'reset' });
        // A reset on a kept connection is asked once more on a new one, and whether the service lives is asked too;
        // sharing then asks no more.
        expect(lab.requests()).toBe(4);
        await client.as(bearer).once({ url: lab.url });
        expect(lab.requests()).toBe(5);
      },
    ));

  test('what they hold is bounded', async () => {
    const { createSharedAnswers } = await import('../../src/http/shared-answers.ts');
    const answers = createSharedAnswers(
      () => false,
      () => true,
      10_000,
    );
    let asked = 0;
    const ask = (size: number) => async () => {
      asked += 1;
      const response = {
        status: 200,
        httpVersion: '1.1',
        headers: [],
        body: new Uint8Array(size),
        truncated: false,
        headMs: 1,
        totalMs: 1,
      };
      return {
        id: 1,
        identity: 'anonymous',
        request: { method: 'GET', url: 'http://a/', headers: [] },
        response,
      };
    };
    for (let at = 0; at < 50; at += 1) await answers.get(`k${at}`, ask(1_000));
    expect(answers.heldBytes).toBeLessThanOrEqual(10_000);
    await answers.get('k49', ask(1_000));
    expect(asked).toBe(50);
    await answers.get('k0', ask(1_000));
    expect(asked).toBe(51);
  });
});

describe('a target that asks for less', () => {
  test('is waited for, all together, and asked again', () => {
    let limited = 3;
    return within(
      (_request, response) => {
        limited -= 1;
        if (limited >= 0) response.writeHead(429, { 'Retry-After': '0' }).end();
        else response.end('ok');
      },
      async ({ lab, session }) => {
        const answers = await Promise.all(
          [1, 2, 3].map((at) => session.client.send({ url: `${lab.url}/${at}` })),
        );
        expect(answers.map(({ response }) => response.status)).toEqual([200, 200, 200]);
        expect(session.traffic()).toMatchObject({ requests: 6, rateLimited: 3 });
      },
    );
  });

  test('a 503 that stays is no answer, but for who asks what the service is', () =>
    within(
      (request, response) => response.writeHead(request.url === '/' ? 200 : 503).end(),
      async ({ lab, session: { client } }) => {
        await client.send({ url: lab.url });
        const asked = { url: `${lab.url}/broken` };
        await expect(client.once(asked)).rejects.toMatchObject({ code: 'unavailable' });
        expect(lab.requests()).toBe(4);
        // Neither is it where having no answer would be one.
        await expect(client.attempt(asked)).rejects.toMatchObject({ code: 'unavailable' });
        // A place that stayed broken is asked once, and shared questions not even that.
        await expect(client.once(asked)).rejects.toMatchObject({ code: 'unavailable' });
        expect((await client.once({ ...asked, evenRefused: true })).response.status).toBe(503);
        expect(lab.requests()).toBe(5);
      },
    ));

  test('the user’s stop ends a pause', () =>
    within(
      (_request, response) => response.writeHead(429, { 'Retry-After': '4' }).end(),
      async ({ lab, session, stop }) => {
        const started = performance.now();
        setTimeout(() => stop.abort(), 100);
        await expect(session.client.send({ url: lab.url })).rejects.toMatchObject({ code: 'aborted' });
        expect(performance.now() - started).toBeLessThan(600);
      },
    ));
});

describe.concurrent('a target that is gone', () => {
  test('is given up after a while, with a reason, and nothing more is sent', () =>
    within(ok, async ({ lab, session }) => {
      await session.client.send({ url: lab.url });
      await lab.close();
      const started = performance.now();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 200 }, (_none, at) => session.client.send({ url: `${lab.url}/${at}` })),
      );
      expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
      expect(performance.now() - started).toBeLessThan(8_500);
      expect(session.lost()).toMatch(/stopped answering.* refuses connections/);
      expect(session.traffic().requests).toBeLessThan(60);
      await expect(session.client.send({ url: lab.url })).rejects.toMatchObject({ code: 'refused' });
      // Not an answer to any question about this request.
      await expect(session.client.attempt({ url: lab.url })).rejects.toBeInstanceOf(TransportFailure);
    }));

  test('is said to have died at the request that broke the connection', () => {
    let dies: () => void = () => undefined;
    return within(
      (request, response) => {
        if (request.url !== '/crash?now=1') return response.end('ok');
        dies();
        return request.socket.destroy();
      },
      async ({ lab, session }) => {
        dies = () => void lab.close();
        await session.client.send({ url: lab.url });
        for (const path of ['/crash?now=1', '/a', '/b', '/c', '/d', '/e', '/f']) {
          await session.client.send({ url: lab.url + path }).catch(() => undefined);
        }
        expect(session.lost()).toMatch(/stopped answering at GET \/crash: .* refuses connections/);
      },
    );
  });

  test('one reset does not end a service that answered nobody yet without a certificate', () =>
    within(
      (request, response) => (request.url === '/reset' ? request.socket.destroy() : response.end('ok')),
      async ({ lab, session }) => {
        const holder = session.client.as(bearer);
        await holder.send({ url: lab.url });
        expect(await holder.attempt({ url: `${lab.url}/reset` })).toMatchObject({ code: 'reset' });
        expect(session.lost()).toBeUndefined();
        expect((await holder.send({ url: lab.url })).response.status).toBe(200);
      },
    ));

  test('operations that reset do not make a target gone', () =>
    within(
      (request, response) => (request.url === '/' ? response.end('ok') : request.socket.destroy()),
      async ({ lab, session }) => {
        await session.client.send({ url: lab.url });
        for (let at = 0; at < 20; at += 1) {
          expect(await session.client.attempt({ url: `${lab.url}/${at}` })).toMatchObject({ code: 'reset' });
        }
        expect(session.lost()).toBeUndefined();
      },
    ));

  test('a burst against a dead port ends early', () =>
    within(ok, async ({ lab, session }) => {
      await lab.close();
      const requests = Array.from({ length: 400 }, () => ({ url: lab.url }));
      const answers = await session.client.burst(requests, { concurrency: 10 }).catch(() => []);
      expect(answers).toEqual([]);
      expect(session.traffic().requests).toBeLessThan(60);
    }));
});

test('a burst stops when it has seen enough', () =>
  within(ok, async ({ lab, session }) => {
    let seen = 0;
    const requests = Array.from({ length: 200 }, () => ({ url: lab.url }));
    const answers = await session.client.burst(requests, { concurrency: 5, until: () => ++seen >= 10 });
    expect(answers.length).toBeGreaterThanOrEqual(10);
    expect(answers.length).toBeLessThan(20);
  }));
