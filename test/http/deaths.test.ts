import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import type { Noted } from '../../src/http/client.ts';
import { openSession } from '../../src/http/session.ts';
import { openTransport } from '../../src/http/transport.ts';

type Listener = Extract<Parameters<typeof serveLab>[0]['routes'], (...args: never[]) => unknown>;

const bearer = { name: 'ada', credentials: [{ kind: 'bearer', token: 'secret' }] } as const;

async function within(
  routes: Listener,
  use: (tools: { lab: { url: string }; session: ReturnType<typeof openSession> }) => Promise<void>,
) {
  const lab = await serveLab({ routes });
  const live = openTransport({ requestTimeoutMs: 1_000 });
  const session = openSession({
    transport: live.send,
    scope: [lab.url],
    mode: 'safe',
    maxRequests: 500,
    concurrency: 10,
    signal: new AbortController().signal,
    userAgent: 'test',
  });
  try {
    await use({ lab, session });
  } finally {
    live.close();
    await lab.close();
  }
}

describe('a service that dies and comes back', () => {
  test('a login that is doubted while the service dies and comes back is asked about, and the scan goes on', () => {
    let goneUntil = 0;
    const diedAt = new Set<string>();
    return within(
      (request, response) => {
        const at = request.url ?? '';
        if (['/orders', '/me'].includes(at) && !diedAt.has(at)) {
          diedAt.add(at);
          goneUntil = performance.now() + 200;
        }
        if (performance.now() < goneUntil) return request.socket.destroy();
        response.statusCode = at === '/orders' ? 401 : 200;
        return response.end('ok');
      },
      async ({ lab, session }) => {
        await session.client.send({ url: lab.url });
        const me = { url: `${lab.url}/me` };
        const closes = ({ response }: { response: { status: number } }) => response.status === 401;
        const answer = await session.client.send({ url: lab.url });
        session.watchLogin(bearer, [{ name: 'GET /me', request: me, answer, closes }]);
        const refused = await session.client.as(bearer).send({ url: `${lab.url}/orders` });
        expect(refused.response.status).toBe(401);
        expect(session.deaths().map(({ cameBack }) => cameBack)).toEqual([true, true]);
        expect(session.lost()).toBeUndefined();
      },
    );
  });

  test('an operation that alone ended it three times is sent no more, whatever its query', () => {
    let goneUntil = 0;
    let crashes = 0;
    return within(
      (request, response) => {
        if (request.url?.startsWith('/crash') && performance.now() >= goneUntil) {
          crashes += 1;
          goneUntil = performance.now() + 100;
        }
        return performance.now() < goneUntil ? request.socket.destroy() : response.end('ok');
      },
      async ({ lab, session }) => {
        await session.client.send({ url: lab.url });
        for (let at = 0; at < 6; at += 1)
          await session.client.send({ url: `${lab.url}/crash?n=${at}` }).catch(() => undefined);
        await expect(session.client.send({ url: `${lab.url}/crash` })).rejects.toThrow(
          /GET \/crash is not sent any more: it ended the service \d times/,
        );
        expect(crashes).toBeLessThanOrEqual(4);
        expect((await session.client.send({ url: `${lab.url}/fine` })).response.status).toBe(200);
      },
    );
  });

  test('a write that met a closed door is sent once it is open, and one whose connection broke is not', async () => {
    const sent: string[] = [];
    const routes: Listener = (request, response) => {
      sent.push(`${request.method} ${request.url}`);
      return request.url === '/breaks' ? request.socket.destroy() : response.end('ok');
    };
    let lab = await serveLab({ routes });
    const port = Number(new URL(lab.url).port);
    const live = openTransport({ requestTimeoutMs: 1_000 });
    const noted = {} as Noted;
    const session = openSession({
      transport: live.send,
      scope: [lab.url],
      mode: 'active',
      isNoted: (entry) => entry === noted,
      maxRequests: 500,
      concurrency: 10,
      signal: new AbortController().signal,
      userAgent: 'test',
    });
    try {
      await session.client.send({ url: lab.url });
      await session.client.write(noted, { method: 'POST', url: `${lab.url}/breaks` });
      expect(sent.filter((one) => one === 'POST /breaks')).toHaveLength(1);
      await lab.close();
      // Connections that were kept are seen to be closed.
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { url } = lab;
      const write = session.client.write(noted, { method: 'POST', url: `${url}/made` });
      await new Promise((resolve) => setTimeout(resolve, 200));
      lab = await serveLab({ routes }, port);
      const answer = await write;
      expect(answer instanceof Error ? answer.message : answer.response.status).toBe(200);
      expect(sent.filter((one) => one === 'POST /made')).toHaveLength(1);
    } finally {
      live.close();
      await lab.close();
    }
  });
});
