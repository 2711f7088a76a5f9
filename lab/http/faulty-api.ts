import type { Fault } from './faults.ts';
import type { RawServer } from './raw-server.ts';
import { serveRaw } from './raw-server.ts';

const PATHS = ['/items', '/items/{id}', '/people', '/odd', '/orders'];

const document = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Faulty', version: '1' },
  servers: [{ url: '/' }],
  paths: Object.fromEntries(
    PATHS.map((path) => [
      path,
      {
        get: {
          parameters: path.includes('{')
            ? [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }]
            : [],
          responses: { 200: { description: 'ok', content: { 'application/json': { schema: {} } } } },
        },
      },
    ]),
  ),
});

/** A flaw that a scan finds wherever it is let in: beside a fault too. */
export const FLAW = 'stack-trace-exposed';
const TRACE =
  'Error: cannot read\n    at find (/srv/app/items.js:12:7)\n    at next (/srv/app/router.js:4:3)\n    at handle (/srv/app/main.js:9:1)';

/** The whole answer, head and body, of the API without its fault. */
export function ordinary(path: string): string {
  const [code, body] = path.startsWith('/openapi.json')
    ? [200, document]
    : path === '/'
      ? [200, '{"items":"/items"}']
      : /^\/people\b/.test(path)
        ? [500, JSON.stringify({ error: TRACE })]
        : /^\/(?:items|orders|odd)(?:\/\d+)?(?:\?|$)/.test(path)
          ? [200, '[{"id":1,"name":"tea"},{"id":2,"name":"milk"}]']
          : [404, '{"error":"not found"}'];
  return `HTTP/1.1 ${code} Said\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}

/** A small API with a fault everywhere, or at one of its operations alone. */
export function serveFaulty(fault: Fault, where: 'everywhere' | 'at one operation'): Promise<RawServer> {
  return serveRaw((socket, head) => {
    const [, path = '/'] = head.split(' ');
    if (where === 'everywhere' || path.startsWith('/odd')) return fault(socket, path);
    return socket.end(ordinary(path));
  });
}
