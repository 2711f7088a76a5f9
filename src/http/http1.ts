import http from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Answer, Head } from './answer.ts';
import { readAnswer } from './answer.ts';
import type { HeaderList, HttpRequest, HttpResponse } from './exchange.ts';
import { toFailure } from './failure-of.ts';
import type { Limits } from './limits.ts';
import { tlsFacts } from './tls-facts.ts';
import { TransportFailure } from './transport-failure.ts';

/**
 * Idle connections are dropped before common servers drop them (Node and uvicorn after 5 s), so that a request
 * rarely meets a connection that is just being closed.
 */
const IDLE_MS = 4_000;

/** A pool of HTTP/1.1 connections that are all opened in one way. */
export function createPool(
  open: (host: string, port: number) => Promise<Socket>,
  maxSockets: number,
): http.Agent {
  const agent = new http.Agent({ keepAlive: true, maxSockets, timeout: IDLE_MS });
  type Options = { host?: string; port?: number | string };
  type Done = (error: Error | null, socket?: Socket) => void;
  const createConnection = ({ host = '', port = 0 }: Options, done: Done) => {
    open(host, Number(port)).then(
      (socket) => done(null, socket),
      (error: Error) => done(error),
    );
  };
  return Object.assign(agent, { createConnection });
}

export interface Http1Options {
  readonly pool: http.Agent;
  readonly host: string;
  readonly port: number;
  /** Origin form, or absolute form where a proxy is asked. */
  readonly path: string;
  readonly extraHeaders: HeaderList;
  readonly limits: Limits;
  readonly started: number;
  readonly signal: AbortSignal;
  /** Reads what the strict parser refuses, over a connection of its own that nothing else is read from. */
  readonly lenient?: boolean;
}

/** Asking these again changes nothing that the first time did not (RFC 9110 section 9.2.2). */
export const IDEMPOTENT = /^(GET|HEAD|OPTIONS|TRACE|PUT|DELETE)$/;

/** One exchange in HTTP/1.1. @throws TransportFailure */
export async function http1(request: HttpRequest, options: Http1Options): Promise<HttpResponse> {
  if (options.lenient) return once(request, { ...options, pool: unpooled(options.pool) });
  try {
    return await once(request, options);
  } catch (failure) {
    // The server closed an idle connection while our request was on its way (RFC 9112 section 9.3.1).
    if (!(failure instanceof StaleConnection) || !IDEMPOTENT.test(request.method)) throw failure;
  }
  try {
    return await once(request, { ...options, pool: unpooled(options.pool) });
  } catch (failure) {
    if (!(failure instanceof TransportFailure)) throw failure;
    // Nobody listens any more: it was no idle connection that broke, the service went away with our request.
    const { code, message, cause } = failure;
    throw code === 'refused' ? new TransportFailure(code, message, { cause, brokeOff: true }) : failure;
  }
}

/** Opens connections in the same way, each for one request. */
function unpooled(pool: http.Agent): http.Agent {
  const { createConnection } = pool as unknown as { createConnection: unknown };
  return Object.assign(new http.Agent({ keepAlive: false }), { createConnection }) as http.Agent;
}

class StaleConnection extends TransportFailure {}

function once(request: HttpRequest, options: Http1Options): Promise<HttpResponse> {
  const { limits, started, signal } = options;
  return new Promise((resolve, reject) => {
    let outgoing: http.ClientRequest | undefined;
    let answer: Answer | undefined;
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const fail = (error: unknown) => {
      settle();
      reject(failureOf(error, request, outgoing, signal.aborted));
      outgoing?.destroy();
    };
    // Waiting for Node to pass the abort on would wait for a connection first, if none is open yet.
    const stop = () => fail(signal.reason);
    const expire = () => {
      if (answer) answer.cut();
      else fail(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' }));
    };
    const timer = setTimeout(expire, limits.requestTimeoutMs - (performance.now() - started));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) return stop();

    const take = (incoming: http.IncomingMessage) => {
      answer = readAnswer(headOf(incoming, request, started), incoming, started, limits, request.method);
      answer.done.then(resolve, reject).finally(settle);
    };
    try {
      outgoing = send(request, options);
    } catch (error) {
      return fail(error);
    }
    outgoing.on('error', (error) => (answer ? answer.cut() : fail(error)));
    outgoing.on('response', take);
    outgoing.on('upgrade', (incoming, socket) => {
      take(incoming);
      // Switching protocols ends the HTTP conversation: there is no body to wait for.
      answer?.cut();
      socket.destroy();
    });
  });
}

function send(request: HttpRequest, options: Http1Options) {
  const { pool, host, port, path, extraHeaders, limits } = options;
  const outgoing = http.request({
    agent: pool,
    host,
    port,
    method: request.method,
    path,
    // A list of lines keeps order and spelling; it must then name Host itself.
    headers: [...request.headers, ...extraHeaders].flat(),
    setHost: false,
    maxHeaderSize: limits.maxHeadBytes,
    insecureHTTPParser: options.lenient ?? false,
  } as http.RequestOptions);
  outgoing.end(request.body);
  return outgoing;
}

function headOf(incoming: http.IncomingMessage, request: HttpRequest, started: number): Head {
  const { socket } = incoming;
  const hostname = new URL(request.url).hostname.replace(/^\[|\]$/g, '');
  return {
    status: incoming.statusCode ?? 0,
    httpVersion: incoming.httpVersion,
    headers: pairs(incoming.rawHeaders),
    headMs: performance.now() - started,
    ...(socket.remoteAddress ? { remoteAddress: socket.remoteAddress } : {}),
    ...(socket instanceof TLSSocket ? { tls: tlsFacts(socket, hostname) } : {}),
  };
}

function failureOf(
  error: unknown,
  request: HttpRequest,
  outgoing: http.ClientRequest | undefined,
  stopped: boolean,
) {
  const hello = (error as { afterServerHello?: boolean } | undefined)?.afterServerHello;
  // Once there is a socket for the request, the handshake was through: TLS 1.3 refuses certificates only then.
  const afterServerHello = hello ?? outgoing?.socket instanceof TLSSocket;
  const failure = toFailure(error, request.url, { stopped, afterServerHello });
  const stale = outgoing?.reusedSocket === true && failure.code === 'reset';
  return stale ? new StaleConnection(failure.code, failure.message, { cause: failure.cause }) : failure;
}

function pairs(raw: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return list;
}
