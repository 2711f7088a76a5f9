// A small service for the end-to-end tests: it answers 401 to every key and keeps, or does not keep, what it saw.
// node [--expose-gc] key-service.mjs <map|lru|none|requests|connections|limiter|slow-cache> — prints its port.
import { createHash, pbkdf2Sync } from 'node:crypto';
import http from 'node:http';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

const mode = process.argv[2] ?? 'none';
const seen = new Map();
const log = [];
let major = 0;
monitorEventLoopDelay().disable();
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.detail?.kind === 4) major += 1;
}).observe({ entryTypes: ['gc'] });

const server = http.createServer((request, response) => {
  if (request.url === '/metrics') return metrics(response);
  if (request.url === '/gc') {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return response.end(JSON.stringify({ heapUsed, external }));
  }
  // A copy of its own, as JSON or a database driver would make: V8 would keep slices of the header otherwise.
  const key = Buffer.from(request.headers.authorization ?? '').toString('latin1');
  const headers = keep(key);
  response.writeHead(401, headers).end('{"error":"unknown key"}');
});
if (mode === 'connections')
  server.on('connection', (socket) =>
    log.push({ port: socket.remotePort, state: 'x'.repeat(64) + Math.random().toString(36).repeat(160) }),
  );

function keep(key) {
  switch (mode) {
    case 'map':
      if (!seen.has(key)) seen.set(key, { seen: Date.now(), scopes: [] });
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

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
// A forgotten test target ends by itself.
setTimeout(() => process.exit(0), 120_000).unref();
process.stdin.on('end', () => process.exit(0)).resume();
