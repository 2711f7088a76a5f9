import type http from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const openapi = documented({ 'GET /items': {}, 'GET /export': {}, 'GET /orders': {} });

/** The process is gone with all its connections, and back after so many milliseconds, or never. */
function die(server: http.Server, backAfterMs: number | undefined): void {
  const { port } = server.address() as AddressInfo;
  server.close();
  server.closeAllConnections();
  if (backAfterMs !== undefined) setTimeout(() => server.listen(port, '127.0.0.1'), backAfterMs).unref();
}

interface Mortal {
  readonly backAfterMs?: number;
  /** True when this request, the so-manieth in all, ends the process. */
  readonly dies: (url: string, number: number) => boolean;
}

function mortal({ backAfterMs, dies }: Mortal): LabApp {
  let number = 0;
  const routes: RequestListener = (request, response) => {
    number += 1;
    const url = request.url ?? '';
    const { server } = request.socket as unknown as { server: http.Server };
    if (dies(url, number)) return die(server, backAfterMs);
    const known = /^\/(?:items|orders|export)$/.test(url);
    response.writeHead(known ? 200 : 404, { 'Content-Type': 'application/json' });
    return response.end(JSON.stringify(known ? [{ id: 1, of: url }] : { error: 'no such path' }));
  };
  return { routes, openapi };
}

/** An error that nobody catches, in a process that a supervisor starts again. */
export const restarted = (): LabApp => mortal({ backAfterMs: 300, dies: (url) => url === '/export' });

/** The same without a supervisor. */
export const goneForGood = (): LabApp => mortal({ dies: (url) => url === '/export' });

/** Killed once from outside, in the middle of an innocent request: a deployment, or the memory of its machine. */
export const redeployed = (): LabApp => {
  let isOver = false;
  return mortal({
    backAfterMs: 300,
    dies(url) {
      if (url !== '/export' || isOver) return false;
      isOver = true;
      return true;
    },
  });
};

/** One operation closes its connection without an answer; the process lives. */
export const resetting: LabApp = {
  openapi,
  routes(request, response) {
    if (request.url === '/export') return request.socket.destroy();
    return response.writeHead(request.url === '/items' ? 200 : 404).end('[{"id":1}]');
  },
};

/** Reads a text without looking whether it is one, and joins it into SQL; nobody starts the process again. */
export const unreadBody = (): LabApp => {
  const routes: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { server } = request.socket as unknown as { server: http.Server };
      const send = (status: number, value: unknown) => {
        response.writeHead(status, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (request.url !== '/search' || request.method !== 'POST') return send(404, { error: 'no such path' });
      let body: { name?: unknown } | null;
      try {
        body = JSON.parse(Buffer.concat(parts).toString());
      } catch {
        return send(400, { error: 'no JSON' });
      }
      const name = body?.name ?? '';
      if (body === null || typeof name === 'object') return die(server, undefined);
      return String(name).split("'").length % 2 === 0
        ? send(500, { error: 'You have an error in your SQL syntax' })
        : send(200, [{ id: 1 }]);
    });
  };
  const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
  const requestBody = { content: { 'application/json': { schema } } };
  return { routes, openapi: documented({ 'POST /search': { requestBody } }) };
};
