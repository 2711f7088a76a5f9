import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Waits on loopback for requests that a target makes because we asked it to. */
export interface CallbackListener {
  /** Whichever way loopback is written. */
  readonly port: number;
  /** The URL that a request with this token comes in at. */
  urlFor(token: string): string;
  /** True as soon as a request with this token came in; false after `withinMs`. */
  received(token: string, withinMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** True for targets that can reach the listener: those on this machine. */
export function reachesListener(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** What a fetching service gets, so that it has something to show. */
export const CALLBACK_BODY = 'mb-callback-answer-7f3a91';

/**
 * Loopback only: a target elsewhere could not reach it, and nobody else may.
 * @param answer what is served at a URL; its JSON, where it is JSON, by that name
 */
export async function openCallbackListener(
  answer: (url: string) => string = () => CALLBACK_BODY,
): Promise<CallbackListener> {
  const tokens = new Set<string>();
  const waiting = new Map<string, () => void>();
  const answering: http.RequestListener = (request, response) => {
    const token = (request.url ?? '').split(/[/?]/)[1] ?? '';
    tokens.add(token);
    waiting.get(token)?.();
    const body = answer(`http://${request.headers.host ?? ''}${request.url ?? ''}`);
    const type = body.startsWith('{') ? 'application/json' : 'text/plain';
    response.writeHead(200, { 'Content-Type': type, Connection: 'close' }).end(body);
  };
  const server = await listening(answering, 0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  // Machines without IPv6 have no such address, and another may hold the port there.
  const other = await listening(answering, port, '::1').catch(() => undefined);
  return {
    port,
    urlFor: (token) => `http://127.0.0.1:${port}/${token}`,
    received: (token, withinMs) =>
      new Promise((resolve) => {
        if (tokens.has(token)) return resolve(true);
        const timer = setTimeout(() => {
          waiting.delete(token);
          resolve(false);
        }, withinMs);
        waiting.set(token, () => {
          clearTimeout(timer);
          resolve(true);
        });
      }),
    async close() {
      await Promise.all([closed(server), ...(other ? [closed(other)] : [])]);
    },
  };
}

function listening(answer: http.RequestListener, port: number, address: string): Promise<http.Server> {
  const server = http.createServer(answer);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}

function closed(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}
