import { afterAll, describe, expect, test } from 'vitest';
import { bombs, hostile } from '../../lab/http/hostile.ts';
import { serveRaw } from '../../lab/http/raw-server.ts';
import type { HttpResponse } from '../../src/http/exchange.ts';
import { text } from '../../src/http/exchange.ts';
import { openTransport } from '../../src/http/transport.ts';
import { TransportFailure } from '../../src/http/transport-failure.ts';
import { anonymous } from '../../src/identities/identity.ts';

const DEADLINE_MS = 300;
const MAX_BODY = 64 * 1024;
const MEGABYTE = 1024 * 1024;
const live = openTransport({ requestTimeoutMs: DEADLINE_MS, maxBodyBytes: MAX_BODY });
afterAll(() => live.close());

type Outcome = { answer?: HttpResponse; failure?: TransportFailure; sent: number; ms: number };

async function ask(kind: Parameters<typeof serveRaw>[0], transport = live, method = 'GET'): Promise<Outcome> {
  const server = await serveRaw(kind);
  const started = performance.now();
  const request = { method, url: `${server.url}/a`, headers: [['Host', 'lab']] as const };
  try {
    const answer = await transport.send(request, {
      identity: anonymous,
      signal: new AbortController().signal,
    });
    return { answer, sent: server.sent(), ms: performance.now() - started };
  } catch (failure) {
    expect(failure).toBeInstanceOf(TransportFailure);
    return { failure: failure as TransportFailure, sent: server.sent(), ms: performance.now() - started };
  } finally {
    await server.close();
  }
}

describe('answers without a usable head', () => {
  test.each([
    ['hugeHead', 'head-too-large'],
    ['manyHeaderLines', 'head-too-large'],
    ['silent', 'timeout'],
    ['slowHead', 'timeout'],
    ['slowHeadLines', 'timeout'],
    ['endlessInformation', 'timeout'],
    ['closes', 'reset'],
    ['resets', 'reset'],
    ['notHttp', 'not-http'],
    ['bothLengths', 'not-http'],
    ['negativeLength', 'not-http'],
  ] as const)('%s fails as %s, in one sentence', async (kind, code) => {
    const { failure, ms, sent } = await ask(hostile[kind]);
    expect(failure).toMatchObject({ code });
    expect(failure?.message).toMatch(/^127\.0\.0\.1:\d+ .*\.$/);
    expect(ms).toBeLessThan(DEADLINE_MS * 1.5);
    expect(sent).toBeLessThan(8 * MEGABYTE);
  });
});

describe('answers whose body goes wrong keep what came', () => {
  test.each([
    ['endlessBody', /^x{65536}$/],
    ['slowBody', /^(drip ){3,}/],
    ['shortBody', /^hello$/],
    ['brokenChunk', /^hello$/],
    ['chunkExtensions', /^hello/],
    ['cutCoding', /^the first half/],
    ['liesAboutCoding', /^plain$/],
  ] as const)('%s', async (kind, body) => {
    const { answer, ms, sent } = await ask(hostile[kind]);
    expect(answer).toMatchObject({ status: 200, truncated: true });
    expect(text(answer as HttpResponse)).toMatch(body);
    expect(ms).toBeLessThan(DEADLINE_MS * 1.5);
    expect(sent).toBeLessThan(8 * MEGABYTE);
  });

  test('the deadline is met within a tenth, head or body', async () => {
    for (const kind of ['slowHead', 'slowBody'] as const) {
      const patient = openTransport({ requestTimeoutMs: 500 });
      const { ms } = await ask(hostile[kind], patient);
      patient.close();
      expect(ms).toBeGreaterThan(490);
      expect(ms).toBeLessThan(560);
    }
  });
});

test.each([
  ['GET', true],
  ['HEAD', false],
])('what a chunked answer to %s never sends is missing: %s', async (method, truncated) => {
  const { answer } = await ask(
    (socket) =>
      socket.end(
        'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n9\r\nNot Found\r\n',
      ),
    live,
    method,
  );
  expect(answer).toMatchObject({ status: 404, truncated });
});

describe('compression bombs are cut at the cap', () => {
  test.each(Object.keys(bombs) as (keyof typeof bombs)[])('%s', async (kind) => {
    const roomy = openTransport({ requestTimeoutMs: 5_000, maxBodyBytes: MAX_BODY });
    const bomb = bombs[kind]();
    const { answer } = await ask(bomb, roomy);
    roomy.close();
    expect(answer).toMatchObject({ status: 200, truncated: true });
    expect(answer?.body.length).toBe(MAX_BODY);
  });
});

describe('odd but readable answers', () => {
  test('informational answers are passed over', async () => {
    const { answer } = await ask(hostile.information);
    expect(answer).toMatchObject({ status: 200, truncated: false });
    expect(text(answer as HttpResponse)).toBe('ok');
  });

  test('a switch of protocols is an answer without a body', async () => {
    const { answer } = await ask(hostile.upgrades);
    expect(answer?.status).toBe(101);
    expect(answer?.headers).toContainEqual(['Upgrade', 'x']);
  });

  test('an unknown charset is read as UTF-8, a known one as itself', async () => {
    const unknown = await ask(hostile.unknownCharset);
    expect(text(unknown.answer as HttpResponse)).toContain('\u00e9');
    const latin = await ask(hostile.latinCharset);
    expect(text(latin.answer as HttpResponse)).toBe('\u00e9');
  });
});

describe('what cannot be sent', () => {
  const send = (request: object, signal = new AbortController().signal) =>
    live.send(
      { method: 'GET', url: 'http://127.0.0.1:9/', headers: [], ...request },
      { identity: anonymous, signal },
    );

  test('a line break in a header value', async () => {
    const sent = send({ headers: [['X-A', 'b\r\nX-C: d']] });
    await expect(sent).rejects.toMatchObject({
      code: 'network',
      message: /characters that HTTP cannot carry/,
    });
  });

  test('a space in a path', async () => {
    await expect(send({ url: 'http://127.0.0.1:9/a b' })).rejects.toMatchObject({ code: 'network' });
  });

  test('a closed port', async () => {
    await expect(send({})).rejects.toMatchObject({
      code: 'refused',
      message: '127.0.0.1:9 refuses connections.',
    });
  });

  test('a name that does not exist', async () => {
    await expect(send({ url: 'http://nowhere.invalid/' })).rejects.toMatchObject({ code: 'unresolved' });
  });

  test('after the scan was stopped, and while it is', async () => {
    await expect(send({}, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    const stop = new AbortController();
    const server = await serveRaw(hostile.silent);
    const started = performance.now();
    setTimeout(() => stop.abort(), 50);
    await expect(send({ url: server.url }, stop.signal)).rejects.toMatchObject({ code: 'aborted' });
    expect(performance.now() - started).toBeLessThan(150);
    await server.close();
  });
});

test('a connection that the server closed while idle is not taken for a failure', async () => {
  let answers = 0;
  // Answers once, promises to stay, and hangs up on whatever comes next on that connection.
  const server = await serveRaw((socket) => {
    answers += 1;
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    socket.once('data', () => socket.destroy());
  });
  const wire = { identity: anonymous, signal: new AbortController().signal };
  for (let round = 0; round < 3; round += 1) {
    const { status } = await live.send(
      { method: 'GET', url: `${server.url}/`, headers: [['Host', 'lab']] },
      wire,
    );
    expect(status).toBe(200);
  }
  expect(answers).toBe(3);
  await server.close();
});
