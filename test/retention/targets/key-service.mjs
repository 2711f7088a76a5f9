// A small service for the end-to-end tests: it answers 401 to every key and keeps, or does not keep, what it saw.
// With +open behind its mode it answers 200 to every key: all are let in.
// node [--expose-gc] key-service.mjs <map|lru|none|requests|connections|limiter|slow-cache|routes|open|issues>
// or: certificates <key.pem> <certificate.pem>, over TLS. Prints its port, and where metrics are if that is another.
import { createHash, pbkdf2Sync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

const [mode, open] = (process.argv[2] ?? 'none').split('+');
const seen = new Map();
const log = [];
/** Keys that were issued, by id. */
const issued = new Map();
let major = 0;
monitorEventLoopDelay().disable();
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.detail?.kind === 4) major += 1;
}).observe({ entryTypes: ['gc'] });

const answer = (request, response) => {
  if (request.url === '/metrics') return metrics(response);
  if (request.url === '/gc') {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return response.end(JSON.stringify({ heapUsed, external }));
  }
  if (mode === 'routes' && request.url === '/openapi.json') return describe(response);
  if (mode === 'open') return response.end('{"items":[]}');
  if (mode === 'issues' && request.url.startsWith('/keys')) return manageKeys(request, response);
  // A copy of its own, as JSON or a database driver would make: V8 would keep slices of the header otherwise.
  const key = Buffer.from(request.headers.authorization ?? '').toString('latin1');
  const headers = keep(key, request.url);
  // Shown to everybody, and to whoever has a key in another order.
  if (mode === 'routes' && request.url === '/feed')
    return response.writeHead(200, { vary: 'Authorization', 'content-type': 'application/json' }).end('[1]');
  const isLetIn = open || (mode === 'issues' && issued.has(key.slice(-36)));
  response.writeHead(isLetIn ? 200 : 401, headers).end(isLetIn ? '{}' : '{"error":"unknown key"}');
};
const server = mode === 'certificates' ? overTls() : http.createServer(answer);
if (mode === 'connections')
  server.on('connection', (socket) =>
    log.push({ port: socket.remotePort, state: 'x'.repeat(64) + Math.random().toString(36).repeat(160) }),
  );

/** Issues a key at POST /keys and forgets it at DELETE /keys/{key}. */
function manageKeys(request, response) {
  request.resume();
  if (request.method === 'DELETE') {
    issued.delete(request.url.split('/').at(-1));
    return response.writeHead(204).end();
  }
  const key = randomUUID();
  issued.set(key, true);
  return response
    .writeHead(201, { 'content-type': 'application/json' })
    .end(JSON.stringify({ id: key, key }));
}

/** Knows its callers by certificate, and keeps each; whoever reads its memory has none, and asks elsewhere. */
function overTls() {
  const [key, cert] = process.argv.slice(3).map((path) => readFileSync(path));
  return https.createServer({ key, cert, ca: cert, requestCert: true }, (request, response) => {
    const { fingerprint256, raw } = request.socket.getPeerCertificate();
    if (!seen.has(fingerprint256)) seen.set(fingerprint256, Buffer.from(raw));
    response.end('welcome');
  });
}

function keep(key, url) {
  switch (mode) {
    case 'routes':
      if (url === '/keys/cached' || url === '/feed') remember(key);
      return {};
    case 'map':
      remember(key);
      return {};
    case 'issues':
      if (!seen.has(key)) seen.set(key, { uses: new Array(256).fill(0) });
      return {};
    case 'lru':
      seen.delete(key);
      seen.set(key, { seen: Date.now() });
      if (seen.size > 500) seen.delete(seen.keys().next().value);
      return {};
    case 'requests':
      log.push({ key: `${key}${log.length}`.slice(0), at: Date.now() });
      return {};
    case 'limiter': {
      const left = (seen.get(key) ?? 100) - 1;
      seen.set(key, left);
      return { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': String(left) };
    }
    case 'slow-cache':
      if (!seen.has(key)) seen.set(key, pbkdf2Sync(key, 'salt', 400, 32, 'sha256').toString('hex'));
      return {};
    default:
      createHash('sha256').update(key).digest('hex');
      return {};
  }
}

function remember(key) {
  if (!seen.has(key)) seen.set(key, { seen: Date.now(), scopes: [] });
}

function describe(response) {
  const get = {
    security: [{ key: [] }],
    responses: { 200: { description: 'it' }, 401: { description: 'no' } },
  };
  const open = { responses: { 200: { description: 'it' } } };
  const paths = Object.fromEntries(
    ['/me', '/keys/cached', '/keys/listed/all'].map((path) => [path, { get }]),
  );
  paths['/feed'] = { get: open };
  const securitySchemes = { key: { type: 'http', scheme: 'bearer' } };
  response.writeHead(200, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Keys', version: '1' },
      paths,
      components: { securitySchemes },
    }),
  );
}

function metrics(response) {
  const { heapUsed, external, rss } = process.memoryUsage();
  response.end(
    [
      `process_resident_memory_bytes ${rss}`,
      `process_start_time_seconds ${(Date.now() / 1000 - process.uptime()).toFixed(0)}`,
      `nodejs_heap_size_used_bytes ${heapUsed}`,
      `nodejs_external_memory_bytes ${external}`,
      `nodejs_gc_duration_seconds_count{kind="major"} ${major}`,
      `nodejs_gc_duration_seconds_count{kind="minor"} 0`,
      '',
    ].join('\n'),
  );
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  if (mode !== 'certificates') return console.log(port);
  const observer = http.createServer(answer);
  observer.listen(0, '127.0.0.1', () => console.log(port, observer.address().port));
});
// A forgotten test target ends by itself.
setTimeout(() => process.exit(0), 120_000).unref();
process.stdin.on('end', () => process.exit(0)).resume();
