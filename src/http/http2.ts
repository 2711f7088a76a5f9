import type { ClientHttp2Session } from 'node:http2';
import http2 from 'node:http2';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Answer } from './answer.ts';
import { readAnswer } from './answer.ts';
import type { HttpRequest, HttpResponse } from './exchange.ts';
import { toFailure } from './failure-of.ts';
import type { Limits } from './limits.ts';
import { tlsFacts } from './tls-facts.ts';
import type { TransportFailure } from './transport-failure.ts';

/** One connection per origin and client certificate, over which requests are multiplexed. */
export interface Http2Connection {
  readonly socket: Socket;
  readonly session: ClientHttp2Session;
}

export function openHttp2(origin: string, socket: Socket, limits: Limits): Http2Connection {
  const session = http2.connect(origin, {
    createConnection: () => socket,
    settings: { enablePush: false, maxHeaderListSize: limits.maxHeadBytes },
    maxSessionMemory: 16,
  });
  // Errors reach the requests under way; with none under way they concern nobody.
  session.on('error', () => undefined);
  // An idle connection must not keep the process alive.
  session.unref();
  return { socket, session };
}

/** Lines that belong to one connection and have no place in HTTP/2 (RFC 9113 section 8.2.2). */
const CONNECTION_LINE = /^(host|connection|keep-alive|proxy-connection|transfer-encoding|upgrade|te)$/i;

export interface Http2Options {
  readonly connection: Http2Connection;
  readonly path: string;
  readonly limits: Limits;
  readonly started: number;
  readonly signal: AbortSignal;
}

/** One exchange in HTTP/2. @throws TransportFailure */
export function exchangeHttp2(request: HttpRequest, options: Http2Options): Promise<HttpResponse> {
  const { connection, limits, started, signal } = options;
  const { hostname } = new URL(request.url);
  return new Promise((resolve, reject) => {
    let answer: Answer | undefined;
    const stream = connection.session.request(pseudo(request, options.path), {
      endStream: request.body === undefined,
    });
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const fail = (error: unknown) => {
      settle();
      reject(toFailure(error, request.url, { stopped: signal.aborted, afterServerHello: true }));
      stream.destroy();
    };
    const stop = () => fail(signal.reason);
    const expire = () => {
      if (answer) answer.cut();
      else fail(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' }));
    };
    const timer = setTimeout(expire, limits.requestTimeoutMs - (performance.now() - started));
    signal.addEventListener('abort', stop, { once: true });
    stream.on('error', (error) => (answer ? answer.cut() : fail(error)));
    stream.on('close', () => {
      if (!answer) fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    });
    stream.on('response', (headers, _flags, ...rest) => {
      const [raw] = rest as unknown as [readonly string[] | undefined];
      const { socket } = connection;
      const head = {
        status: Number(headers[':status'] ?? 0),
        httpVersion: '2.0',
        headers: lines(raw ?? []),
        headMs: performance.now() - started,
        ...(socket.remoteAddress ? { remoteAddress: socket.remoteAddress } : {}),
        ...(socket instanceof TLSSocket ? { tls: tlsFacts(socket, hostname.replace(/^\[|\]$/g, '')) } : {}),
      };
      answer = readAnswer(head, stream, started, limits, request.method);
      answer.done.then(resolve, reject).finally(settle);
    });
    if (request.body !== undefined) stream.end(request.body);
  });
}

function pseudo(request: HttpRequest, path: string): http2.OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {
    ':method': request.method,
    ':path': path,
    ':scheme': new URL(request.url).protocol.slice(0, -1),
    ':authority':
      request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? new URL(request.url).host,
  };
  for (const [name, value] of request.headers) {
    if (CONNECTION_LINE.test(name)) continue;
    const key = name.toLowerCase();
    const held = headers[key];
    headers[key] = held === undefined ? value : [held, value].flat();
  }
  return headers;
}

/** Node's raw list, without what stands for the status line. */
function lines(raw: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at], raw[at + 1]];
    if (!name.startsWith(':')) list.push([name, value]);
  }
  return list;
}

/** True when a failed HTTP/1.1 attempt showed a peer that speaks only HTTP/2. */
export function wantsHttp2(failure: TransportFailure): boolean {
  if (failure.alert === 'no_application_protocol') return true;
  if (failure.code !== 'not-http') return false;
  // A frame of type SETTINGS on stream 0 is how HTTP/2 servers start (RFC 9113 section 3.4).
  const { rawPacket } = (failure.cause ?? {}) as { rawPacket?: Uint8Array };
  return rawPacket !== undefined && rawPacket.length >= 9 && rawPacket[3] === 4 && rawPacket[0] === 0;
}
