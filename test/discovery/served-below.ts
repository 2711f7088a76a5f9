import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  readonly url: string;
  /** `GET /a?b`, with what the client said of itself, in order. */
  readonly seen: { readonly line: string; readonly headers: http.IncomingHttpHeaders }[];
  close(): void;
}

export type Answer =
  | { readonly status?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | undefined;

/** A service on a free loopback port; what it is told nothing about is a 404 in JSON. */
export async function serving(
  answer: (path: string, request: http.IncomingMessage, origin: string) => Answer,
): Promise<Served> {
  const seen: Served['seen'] = [];
  const server = http.createServer((request, response) => {
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    const path = (request.url ?? '').split('?')[0] ?? '';
    const {
      status = 200,
      body,
      headers = {},
    } = answer(path, request, origin) ?? {
      status: 404,
      body: { error: 'no such path' },
    };
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    seen,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A document with GET operations on these paths. */
export function documentOf(paths: readonly string[], more: object = {}): object {
  const operation = (path: string) => ({
    get: {
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'integer', example: 1 },
      })),
      responses: { 200: { description: 'OK' } },
    },
  });
  return {
    openapi: '3.0.3',
    info: { title: 'Shelf', version: '1' },
    paths: Object.fromEntries(paths.map((path) => [path, operation(path)])),
    ...more,
  };
}
