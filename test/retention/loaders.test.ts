import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type net from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { Loader, Reach } from '../../src/retention/load/loader.ts';
import { openLoaders } from '../../src/retention/load/open-loaders.ts';
import { wiresOf } from '../../src/retention/load/wires.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import type { ArmName } from '../../src/retention/vocabulary.ts';
import { selfSigned } from './certificate-authority.ts';
import { MB, memory } from './loopback.ts';

const authority = selfSigned('ec');
const PAIR = { key: authority.key, cert: authority.certificate };
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

/** Listens, and is closed with all its connections after the test. */
async function listening(server: net.Server, scheme: string, path?: string): Promise<URL> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    if (path === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(path, resolve);
  });
  cleanUp.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return new URL(
    path === undefined
      ? `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/me`
      : 'http://localhost/me',
  );
}

async function loaders(url: URL, arm: ArmName, more: Partial<Reach> & { http2?: boolean } = {}) {
  const { http2: second = false, ...reach } = more;
  const wires = wiresOf(arm, second);
  if (wires === undefined) throw new Error('no such arm');
  const opened = await openLoaders({ url, method: 'GET', verify: false, ...reach }, wires);
  cleanUp.push(() => opened.close());
  return opened;
}

const speaker = { path: '/me', headers: ['x-key', 'k'] };
const send = async (loader: Loader, count: number, more: object = {}) => {
  const answers = [];
  for (let index = 0; index < count; index++) answers.push(await loader.send({ ...speaker, ...more }));
  return answers.map(({ status }) => status);
};
const soon = async (is: () => boolean) => {
  for (let turn = 0; turn < 200 && !is(); turn++) await new Promise((resolve) => setTimeout(resolve, 10));
  return is();
};

test('abort: the service sees whole requests whose caller is gone before the answer', async () => {
  const seen = { whole: 0, gone: 0, answered: 0 };
  const url = await listening(
    http.createServer((request, response) => {
      seen.whole += request.headers['x-key'] === 'k' ? 1 : 0;
      const timer = setTimeout(() => {
        seen.answered += 1;
        response.end();
      }, 100);
      response.on('close', () => {
        seen.gone += response.writableEnded ? 0 : 1;
        clearTimeout(timer);
      });
    }),
    'http',
  );
  const { same, fresh } = await loaders(url, 'abort');
  expect(await send(fresh, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(await soon(() => seen.gone === 5)).toBe(true);
  expect(seen).toEqual({ whole: 5, gone: 5, answered: 0 });
  expect(await send(same, 2)).toEqual([200, 200]);
});

test('body: half of what is announced arrives, and control requests send all of it', async () => {
  const bodies: [announced: number, arrived: number, complete: boolean][] = [];
  const url = await listening(
    http.createServer((request, response) => {
      let arrived = 0;
      request.on('data', (chunk: Buffer) => {
        arrived += chunk.length;
      });
      request.on('error', () => {});
      request.on('close', () =>
        bodies.push([Number(request.headers['content-length']), arrived, request.complete]),
      );
      request.on('end', () => response.end());
    }),
    'http',
  );
  const { same, fresh } = await loaders(url, 'body', { method: 'POST' });
  const body = 'b'.repeat(2_000);
  expect(await send(fresh, 3, { body })).toEqual([0, 0, 0]);
  expect(await send(same, 1, { body })).toEqual([200]);
  expect(await soon(() => bodies.length === 4)).toBe(true);
  expect(bodies.filter(([, , complete]) => !complete)).toEqual(Array(3).fill([2_000, 1_000, false]));
  expect(bodies.filter(([, , complete]) => complete)).toEqual([[2_000, 2_000, true]]);
});

describe('over TLS', () => {
  const ok: RequestListener = (_request, response) => void response.end();

  test('handshake: the service begins handshakes that nobody ends', async () => {
    const seen = { hellos: 0, failed: 0, done: 0 };
    const server = https.createServer(
      {
        ...PAIR,
        SNICallback: (_name, done) => done(null, tls.createSecureContext(PAIR)),
        ALPNCallback: undefined,
      },
      ok,
    );
    server.on('connection', () => {
      seen.hellos += 1;
    });
    server.on('tlsClientError', () => {
      seen.failed += 1;
    });
    server.on('secureConnection', () => {
      seen.done += 1;
    });
    const url = await listening(server, 'https');
    const { same, fresh } = await loaders(url, 'handshake');
    expect(await send(fresh, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(await soon(() => seen.failed === 5)).toBe(true);
    expect(seen).toEqual({ hellos: 5, failed: 5, done: 0 });
    expect(await send(same, 1)).toEqual([200]);
    expect(seen.done).toBe(1);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'resume: fresh sessions, or one again and again (%s)',
    async (version) => {
      const reused: boolean[] = [];
      const server = https.createServer({ ...PAIR, minVersion: version }, ok);
      server.on('secureConnection', (socket: tls.TLSSocket) => reused.push(socket.isSessionReused()));
      const url = await listening(server, 'https');
      const { same, fresh } = await loaders(url, 'resume');
      await send(fresh, 3);
      expect(reused.splice(0)).toEqual([false, false, false]);
      await send(same, 4);
      expect(reused).toEqual([false, true, true, true]);
    },
  );

  test('resume: a service that resumes nothing is no target for it', async () => {
    const { constants } = await import('node:crypto');
    const url = await listening(
      https.createServer(
        {
          ...PAIR,
          maxVersion: 'TLSv1.2',
          secureOptions: constants.SSL_OP_NO_TICKET,
          sessionIdContext: undefined,
        },
        ok,
      ),
      'https',
    );
    const { same } = await loaders(url, 'resume');
    await expect(send(same, 20)).rejects.toMatchObject({
      code: 'target-unfit',
      message: expect.stringContaining('--arm connection'),
    });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a target that wants a certificate and is given none: the message names the flags (%s)',
    async (version) => {
      const url = await listening(
        https.createServer(
          { ...PAIR, ca: PAIR.cert, requestCert: true, rejectUnauthorized: true, maxVersion: version },
          ok,
        ),
        'https',
      );
      for (const more of [{}, { arm: 'connection' }, { http2: true }] as const)
        await expect(
          probeRetention({
            url: url.href,
            consentHost: '127.0.0.1',
            verify: false,
            source: memory(() => 50 * MB),
            ...more,
          }),
        ).rejects.toMatchObject({ message: expect.stringMatching(/client certificate.*--cert and --key/) });
    },
  );
});

/** A server of WebSockets that answers a close frame at once and ends the connection after so many ms. */
async function webSockets(endsAfterMs = 0) {
  const seen = { opened: 0, closed: 0, messages: [] as string[] };
  const server = http.createServer((_request, response) => response.writeHead(426).end());
  server.on('upgrade', (request, socket) => {
    seen.opened += 1;
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
    socket.on('error', () => {});
    socket.on('close', () => {
      seen.closed += 1;
    });
    socket.on('data', (data: Buffer) => {
      for (const { opcode, payload } of frames(data)) {
        if (opcode === 1) seen.messages.push(payload.toString());
        if (opcode === 9) socket.write(Buffer.concat([Buffer.from([0x8a, payload.length]), payload]));
        if (opcode !== 8) continue;
        socket.write(Buffer.concat([Buffer.from([0x88, payload.length]), payload]));
        setTimeout(() => socket.end(), endsAfterMs);
      }
    });
  });
  return { url: await listening(server, 'http'), seen };
}

test('websocket: a server that ends the connection late is not slow', async () => {
  const { url, seen } = await webSockets(900);
  const { fresh } = await loaders(url, 'websocket');
  const started = performance.now();
  for (let sent = 0; sent < 4; sent += 1) expect((await fresh.send(speaker)).ms).toBeLessThan(900);
  expect(performance.now() - started).toBeLessThan(900);
  expect(await soon(() => seen.closed === 4)).toBe(true);
});

test('websocket: one is opened and closed for each request, and the others stay open', async () => {
  const { url, seen } = await webSockets();
  const { same, fresh } = await loaders(url, 'websocket', { hello: 'hi' });
  expect(await send(fresh, 4)).toEqual([101, 101, 101, 101]);
  expect(await soon(() => seen.closed === 4)).toBe(true);
  expect(await send(same, 4)).toEqual([101, 101, 101, 101]);
  expect(seen).toEqual({ opened: 5, closed: 4, messages: Array(8).fill('hi') });

  const none = await listening(
    http.createServer((_request, response) => response.writeHead(404).end()),
    'http',
  );
  await expect((await loaders(none, 'websocket')).fresh.send(speaker)).rejects.toThrow(
    '/me opens no WebSocket',
  );
});

/** Frames of a client: masked, and short ones alone. */
function frames(data: Buffer): { opcode: number; payload: Buffer }[] {
  const found = [];
  for (let at = 0; at + 6 <= data.length; ) {
    const length = (data[at + 1] ?? 0) & 0x7f;
    const mask = data.subarray(at + 2, at + 6);
    const payload = Buffer.from(
      data.subarray(at + 6, at + 6 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
    );
    found.push({ opcode: (data[at] ?? 0) & 0x0f, payload });
    at += 6 + length;
  }
  return found;
}

describe.each(['http', 'https'])('HTTP/2 over %s', (scheme) => {
  async function served() {
    const seen = { sessions: 0, streams: 0, reset: 0, bodies: [] as string[] };
    const server = scheme === 'http' ? http2.createServer() : http2.createSecureServer(PAIR);
    server.on('session', () => {
      seen.sessions += 1;
    });
    server.on('stream', (stream) => {
      seen.streams += 1;
      stream.on('error', () => {});
      stream.on('aborted', () => {
        seen.reset += 1;
      });
      let body = '';
      stream.on('data', (chunk: Buffer) => {
        body += chunk;
      });
      setTimeout(() => {
        if (stream.destroyed) return;
        seen.bodies.push(body);
        stream.respond({ ':status': 401, 'x-ratelimit-remaining': '7' });
        stream.end('no');
      }, 20);
    });
    return { seen, url: await listening(server as unknown as net.Server, scheme) };
  }

  test.each([
    ['credential', [401, 401], { sessions: 1, streams: 2 }, [401, 401]],
    ['connection', [401, 401], { sessions: 2, streams: 2 }, [401, 401]],
    ['stream', [401, 401], { sessions: 1, streams: 2, reset: 0 }, [0, 0]],
    ['abort', [0, 0], { sessions: 1, streams: 2, reset: 2 }, [401, 401]],
  ] as const)('%s', async (arm, answers, counts, control) => {
    const { seen, url } = await served();
    const { same, fresh } = await loaders(url, arm, { http2: true });
    expect(await send(fresh, 2)).toEqual(answers);
    expect(await soon(() => arm !== 'abort' || seen.reset === 2)).toBe(true);
    expect(seen).toMatchObject(counts);
    const { streams } = seen;
    expect(await send(same, 2)).toEqual(control);
    expect(seen.streams - streams).toBe(arm === 'stream' ? 0 : 2);
  });

  test('carries bodies and reads limits', async () => {
    const { seen, url } = await served();
    const { fresh } = await loaders(url, 'credential', { http2: true, method: 'POST' });
    const answer = await fresh.send({ ...speaker, body: '{"a":1}' });
    expect([answer.limits, seen.bodies]).toEqual([{ 'x-ratelimit-remaining': '7' }, ['{"a":1}']]);
  });
});

test('a service that does not speak HTTP/2 is told apart', async () => {
  const url = await listening(
    http.createServer((_request, response) => void response.end()),
    'http',
  );
  await expect(
    probeRetention({ url: url.href, consentHost: '127.0.0.1', http2: true, source: memory(() => 50 * MB) }),
  ).rejects.toMatchObject({ code: 'target-unreachable' });
});

test.each(['credential', 'connection', 'abort'] as const)('a socket of the file system: %s', async (arm) => {
  const path = join(mkdtempSync(join(tmpdir(), 'middlebrick-socket-')), 'app.sock');
  let asked = 0;
  const url = await listening(
    http.createServer((request, response) => {
      asked += request.headers.host === 'localhost' && request.url === '/me' ? 1 : 0;
      response.writeHead(401).end();
    }),
    'http',
    path,
  );
  const { same, fresh } = await loaders(url, arm, { socketPath: path });
  expect(await send(same, 2)).toEqual([401, 401]);
  await send(fresh, 2);
  expect(await soon(() => asked === 4)).toBe(true);
});
