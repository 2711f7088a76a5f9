import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it answers: a status, with a body or headers; `hang` never answers. */
export type Behaviour =
  | 'hang'
  | number
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

/** A receiver of webhooks on a real port, which does as it is told. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  behave(to: Behaviour | ((received: Received) => Behaviour)): void;
  /** Waits for so many requests in all. */
  got(count: number, withinMs?: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let behaviour: Behaviour | ((received: Received) => Behaviour) = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body };
      received.push(one);
      const to = typeof behaviour === 'function' ? behaviour(one) : behaviour;
      if (to === 'hang') return;
      const {
        status,
        headers: said = {},
        body: answer = 'ok',
      } = typeof to === 'number' ? { status: to } : to;
      response.writeHead(status, said).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave(to) {
      behaviour = to;
    },
    async got(count, withinMs = 15_000) {
      const late = Date.now() + withinMs;
      while (received.length < count) {
        if (Date.now() > late) throw new Error(`${received.length} of ${count} requests came`);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      return received;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
