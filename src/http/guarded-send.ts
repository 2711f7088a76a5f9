import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { toFailure } from './failure-of.ts';

/** What one request may cost, and where it may lead. */
export interface SendLimits {
  readonly guard: AddressGuard;
  readonly timeoutMs: number;
  /** Of the answer; the rest is not read. */
  readonly maxBytes: number;
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  /** Its beginning. */
  readonly body: string;
}

/**
 * One request to a receiver that people of ours named, such as a webhook: on a connection of its own, with the usual demands
 * on TLS, never redirected, and never to an address that the guard forbids, whatever the name resolves to.
 * @throws TransportFailure where no answer came
 */
export async function sendGuarded(sent: SentRequest, limits: SendLimits): Promise<Reply> {
  const url = new URL(sent.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  try {
    // Names are checked when they are resolved; an address is never resolved.
    if (net.isIP(host) !== 0) limits.guard.check(host, host);
    return await replyTo(sent, url, host, limits);
  } catch (failure) {
    throw toFailure(failure, sent.url);
  }
}

function replyTo(
  { method, headers, body = '' }: SentRequest,
  url: URL,
  host: string,
  { guard, timeoutMs, maxBytes }: SendLimits,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const asked = request(url, {
      method,
      headers: { ...headers, 'Content-Length': `${Buffer.byteLength(body)}` },
      agent: false,
      lookup: guard.lookup,
    });
    const late = setTimeout(
      () => asked.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      timeoutMs,
    );
    const fail = (failure: Error) => {
      clearTimeout(late);
      reject(failure);
    };
    asked.on('error', fail);
    asked.on('socket', (socket) =>
      socket.once('connect', () => {
        try {
          guard.check(host, socket.remoteAddress);
        } catch (failure) {
          asked.destroy(failure as Error);
        }
      }),
    );
    asked.on('response', (answer) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      const end = () => {
        clearTimeout(late);
        const text = Buffer.concat(parts).subarray(0, maxBytes).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, body: text });
        asked.destroy();
      };
      answer.on('data', (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes >= maxBytes) end();
      });
      answer.on('end', end);
      answer.on('error', fail);
    });
    asked.end(body);
  });
}
