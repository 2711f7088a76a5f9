import http2, { type ClientHttp2Session } from 'node:http2';
import net from 'node:net';
import tls from 'node:tls';
import type { Speaker } from '../arms/arm.ts';
import { type Answer, type Loader, limitHeaders, MOST_MS, type Reach } from './loader.ts';
import { tlsOptions } from './one-request.ts';

/** Fields that HTTP/2 has no place for (RFC 9113 section 8.2.2). */
const OF_CONNECTIONS = ['host', 'connection', 'keep-alive', 'transfer-encoding', 'upgrade'];

/** Streams on one connection that is kept. */
export function streamLoader(reach: Reach): Loader {
  const kept = keptSession(reach);
  return {
    send: async (speaker) => answerOf(await kept.get(speaker), reach, speaker),
    close: async () => kept.close(),
  };
}

/** Streams on one kept connection that are reset as soon as the request has left. */
export function resetLoader(reach: Reach): Loader {
  const kept = keptSession(reach);
  return {
    async send(speaker) {
      const session = await kept.get(speaker);
      const started = performance.now();
      const stream = session.request(fieldsOf(reach, speaker), { endStream: speaker.body === undefined });
      stream.on('error', () => {});
      await new Promise<void>((resolve) => {
        stream.once('close', resolve);
        if (speaker.body !== undefined) stream.end(speaker.body);
        // The request itself leaves in this turn; the reset follows it.
        setImmediate(() => stream.close(http2.constants.NGHTTP2_CANCEL));
      });
      return { status: 0, limits: {}, ms: performance.now() - started };
    },
    close: async () => kept.close(),
  };
}

/** PING frames on one kept connection: the wire is used and no stream is opened (RFC 9113 section 6.7). */
export function pingLoader(reach: Reach): Loader {
  const kept = keptSession(reach);
  return {
    async send(speaker) {
      const session = await kept.get(speaker);
      const started = performance.now();
      await new Promise<void>((resolve, reject) => {
        const taken = session.ping((error) => (error ? reject(error) : resolve()));
        if (!taken) reject(new Error('the connection takes no ping'));
      });
      return { status: 0, limits: {}, ms: performance.now() - started };
    },
    close: async () => kept.close(),
  };
}

/** A connection of HTTP/2 for each request, closed after its answer. */
export function http2ConnectionLoader(reach: Reach): Loader {
  return {
    async send(speaker) {
      const session = await connect(reach, speaker);
      try {
        return await answerOf(session, reach, speaker);
      } finally {
        session.destroy();
      }
    },
    close: async () => {},
  };
}

function keptSession(reach: Reach) {
  let session: Promise<ClientHttp2Session> | undefined;
  let current: ClientHttp2Session | undefined;
  return {
    async get(speaker: Speaker): Promise<ClientHttp2Session> {
      if (current?.closed || current?.destroyed) session = undefined;
      session ??= connect(reach, speaker).catch((error: unknown) => {
        session = undefined;
        throw error;
      });
      current = await session;
      return current;
    },
    close: () => current?.destroy(),
  };
}

/** Prior knowledge on plain connections (RFC 9113 section 3.3), ALPN on others. */
function connect(reach: Reach, speaker: Speaker): Promise<ClientHttp2Session> {
  const { socketPath } = reach;
  const secure = reach.url.protocol === 'https:';
  const own = { ...tlsOptions(reach), ...(speaker.tls ?? reach.tls) };
  const session = http2.connect(reach.url.origin, {
    ...(secure && own),
    ...(socketPath !== undefined && {
      createConnection: () =>
        secure ? tls.connect({ path: socketPath, ALPNProtocols: ['h2'], ...own }) : net.connect(socketPath),
    }),
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => session.destroy(new Error(`no answer within ${MOST_MS} ms`)), MOST_MS);
    session.once('error', reject);
    session.once('close', () => {
      clearTimeout(timer);
      reject(new Error('the server closed the connection'));
    });
    // The server's first frame: before it, a peer that does not speak HTTP/2 looks like one that does.
    session.once('remoteSettings', () => {
      clearTimeout(timer);
      session.on('error', () => {});
      resolve(session);
    });
  });
}

function answerOf(session: ClientHttp2Session, reach: Reach, speaker: Speaker): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const stream = session.request(fieldsOf(reach, speaker), { endStream: speaker.body === undefined });
    let answer: Omit<Answer, 'ms'> | undefined;
    stream.setTimeout(MOST_MS, () => {
      stream.close(http2.constants.NGHTTP2_CANCEL);
      reject(new Error(`no answer within ${MOST_MS} ms`));
    });
    stream.on('response', (fields) => {
      answer = {
        status: Number(fields[':status'] ?? 0),
        limits: limitHeaders(fields as Record<string, string>),
      };
    });
    stream.on('error', reject);
    stream.on('close', () =>
      answer === undefined
        ? reject(new Error('the stream was closed without an answer'))
        : resolve({ ...answer, ms: performance.now() - started }),
    );
    stream.resume();
    if (speaker.body !== undefined) stream.end(speaker.body);
  });
}

function fieldsOf(reach: Reach, { path, headers, body }: Speaker): Record<string, string> {
  const fields: Record<string, string> = {
    ':method': reach.method,
    ':path': path,
    ':authority': reach.url.host,
  };
  for (let index = 0; index < headers.length; index += 2) {
    const name = (headers[index] ?? '').toLowerCase();
    if (!OF_CONNECTIONS.includes(name)) fields[name] = headers[index + 1] ?? '';
  }
  if (body !== undefined) fields['content-length'] = String(Buffer.byteLength(body));
  return fields;
}
