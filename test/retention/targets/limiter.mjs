// A service behind a limiter of the usual kinds, written as the libraries do it: it keeps a count per caller and answers
// 401 to every key. node limiter.mjs <key|address|bucket|fail-closed> <most> <seconds> [headers|silent] [leaky]
// key, address: so many requests per window of a key, or of everybody (express-rate-limit). bucket: so many at once,
// and as many again over the seconds (governor). fail-closed: so many keys are known, others are refused until one expires.
import http from 'node:http';

const [by = 'key', most = '100', seconds = '60', headers = 'headers', leaky] = process.argv.slice(2);
const [limit, windowMs] = [Number(most), Number(seconds) * 1_000];
const windows = new Map();
const kept = new Set();
let [tokens, filledAt] = [limit, Date.now()];

function hit(caller) {
  const now = Date.now();
  const known = windows.get(caller);
  const window = known && known.until > now ? known : { count: 0, until: now + windowMs };
  windows.set(caller, window);
  window.count += 1;
  return { left: limit - window.count, reset: Math.ceil((window.until - now) / 1_000) };
}

function drip() {
  const now = Date.now();
  tokens = Math.min(limit, tokens + ((now - filledAt) / windowMs) * limit);
  filledAt = now;
  if (tokens < 1) return { left: -1, reset: 1 };
  tokens -= 1;
  return { left: Math.floor(tokens), reset: 1 };
}

function admit(key) {
  const now = Date.now();
  for (const [name, until] of windows) if (until < now) windows.delete(name);
  if (!windows.has(key) && windows.size >= limit) return { left: -1, reset: 1 };
  windows.set(key, windows.get(key) ?? now + windowMs);
  return { left: 0, reset: 1 };
}

const server = http.createServer({ maxHeaderSize: 32_768 }, (request, response) => {
  if (request.url === '/gc') {
    globalThis.gc?.();
    return response.end(JSON.stringify(process.memoryUsage()));
  }
  const key = Buffer.from(request.headers.authorization ?? '').toString('latin1');
  if (leaky) kept.add(key);
  const { left, reset } =
    by === 'bucket' ? drip() : by === 'fail-closed' ? admit(key) : hit(by === 'key' ? key : '127.0.0.1');
  if (headers === 'headers') {
    response.setHeader('ratelimit-limit', limit);
    response.setHeader('ratelimit-remaining', Math.max(0, left));
    response.setHeader('ratelimit-reset', reset);
  }
  if (left < 0 && headers === 'headers') response.setHeader('retry-after', reset);
  response.writeHead(left < 0 ? 429 : 401).end();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
setTimeout(() => process.exit(0), 180_000).unref();
process.stdin.on('end', () => process.exit(0)).resume();
