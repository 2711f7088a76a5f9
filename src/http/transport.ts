import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Identity } from '../identities/identity.ts';
import { decodeBody } from './body.ts';
import type { Transport } from './client.ts';
import type { HttpRequest, HttpResponse, TlsFacts } from './exchange.ts';
import { toFailure } from './failure-of.ts';
import { tlsFacts } from './tls-facts.ts';
import { TransportFailure } from './transport-failure.ts';

export interface TransportOptions {
  /** Bytes of a decoded body that are kept; the rest is cut. */
  readonly maxBodyBytes?: number;
  readonly maxHeadBytes?: number;
  /** Milliseconds for one request, from start to the last kept byte. */
  readonly requestTimeoutMs?: number;
  readonly maxSockets?: number;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string;
}

const DEFAULTS = {
  maxBodyBytes: 2 * 1024 * 1024,
  maxHeadBytes: 64 * 1024,
  requestTimeoutMs: 10_000,
  maxSockets: 20,
};

export interface LiveTransport {
  readonly send: Transport;
  close(): void;
}

/** HTTP/1.1 over TCP or TLS, with one pool of connections per client certificate. */
export function openTransport(options: TransportOptions = {}): LiveTransport {
  const limits = { ...DEFAULTS, ...options };
  const plain = new http.Agent({ keepAlive: true, maxSockets: limits.maxSockets });
  const secure = new Map<string, https.Agent>();

  function agentFor(url: string, identity: Identity): http.Agent {
    if (!url.startsWith('https:')) return plain;
    const name = identity.tls ? identity.name : '';
    const known = secure.get(name);
    if (known) return known;
    const agent = new https.Agent({
      keepAlive: true,
      maxSockets: limits.maxSockets,
      // Bad chains are findings, not failures: they are recorded in the TLS facts.
      rejectUnauthorized: false,
      ...(options.ca ? { ca: options.ca } : {}),
      ...(identity.tls
        ? { cert: identity.tls.cert, key: identity.tls.key, passphrase: identity.tls.passphrase }
        : {}),
    });
    secure.set(name, agent);
    return agent;
  }

  return {
    send: (request, wire) => exchangeOnce(request, agentFor(request.url, wire.identity), wire.signal, limits),
    close() {
      plain.destroy();
      for (const agent of secure.values()) agent.destroy();
    },
  };
}

function exchangeOnce(
  request: HttpRequest,
  agent: http.Agent,
  signal: AbortSignal,
  limits: typeof DEFAULTS,
): Promise<HttpResponse> {
  const { hostname, port, protocol } = new URL(request.url);
  const driver = protocol === 'https:' ? https : http;
  const started = performance.now();
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(limits.requestTimeoutMs)]);

  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(toFailure(error, request.url, signal.aborted));
    const outgoing = driver.request({
      agent,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: port || undefined,
      method: request.method,
      path: rawPath(request.url),
      // A list of lines keeps order and spelling; it must then name Host itself.
      headers: request.headers.flat(),
      setHost: false,
      maxHeaderSize: limits.maxHeadBytes,
      signal: deadline,
    } as http.RequestOptions);
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      const headMs = performance.now() - started;
      const facts = factsOf(incoming.socket);
      const remoteAddress = incoming.socket.remoteAddress;
      const chunks: Buffer[] = [];
      let size = 0;
      let settled = false;
      const finish = (truncated: boolean) => {
        if (settled) return;
        settled = true;
        const headers = pairs(incoming.rawHeaders);
        const { body, cut } = decodeBody(Buffer.concat(chunks), headers, limits.maxBodyBytes);
        resolve({
          status: incoming.statusCode ?? 0,
          httpVersion: incoming.httpVersion,
          headers,
          body,
          truncated: truncated || cut,
          headMs,
          totalMs: performance.now() - started,
          ...(remoteAddress ? { remoteAddress } : {}),
          ...(facts ? { tls: facts } : {}),
        });
      };
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > limits.maxBodyBytes) {
          finish(true);
          incoming.destroy();
        }
      });
      incoming.on('end', () => finish(false));
      // A head came, so there is an answer: what the deadline or a reset cut off is only its body.
      incoming.on('error', () => (signal.aborted ? fail(signal.reason) : finish(true)));
      incoming.on('aborted', () => finish(true));
    });
    outgoing.end(request.body);
  });
}

function factsOf(socket: Socket): TlsFacts | undefined {
  return socket instanceof TLSSocket ? tlsFacts(socket) : undefined;
}

/** Path and query exactly as written; `URL` would resolve dots and re-encode. */
export function rawPath(url: string): string {
  const afterAuthority = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const path = afterAuthority.startsWith('/') ? afterAuthority : `/${afterAuthority}`;
  if (/[\s\u0000-\u001f\u007f-\uffff]/.test(path)) {
    throw new TransportFailure('network', `The path ${JSON.stringify(path)} holds characters that HTTP cannot carry.`);
  }
  return path;
}

function pairs(raw: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return list;
}
