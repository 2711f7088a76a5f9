// Keeps something of connections, handshakes, streams, bodies or requests that end before their time, or keeps nothing.
// node --expose-gc wire-service.mjs <abort|body|payload|websocket|stream|handshake|resume> <leaky|mended> [key.pem cert.pem]
// Prints its port, or the path of its socket where SOCKET names one, and the port where memory is read.
import { constants, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';

const [mode, variant, ...files] = process.argv.slice(2);
const mended = variant === 'mended';
const kept = new Map();
let count = 0;
/** Two kilobytes that are nobody else's. */
const state = () => ({
  at: Date.now(),
  text: Buffer.from(Math.random().toString(36).repeat(180)).toString('latin1'),
});
const keep = () => {
  const id = ++count;
  kept.set(id, state());
  return id;
};
const [key, cert] = files.map((path) => readFileSync(path));

const SERVERS = {
  // The answer takes a moment; who has gone by then is forgotten by the mended one.
  abort: () =>
    http.createServer((_request, response) => {
      const id = keep();
      const timer = setTimeout(() => {
        kept.delete(id);
        response.writeHead(401).end();
      }, 2);
      response.on('close', () => {
        clearTimeout(timer);
        if (mended || response.writableEnded) kept.delete(id);
      });
    }),
  body: () =>
    http.createServer((request, response) => {
      const id = keep();
      const chunks = [];
      kept.get(id).chunks = chunks;
      request.on('data', (chunk) => chunks.push(chunk.toString('latin1')));
      request.on('error', () => {});
      request.on('end', () => {
        kept.delete(id);
        response.writeHead(201).end();
      });
      if (mended) request.on('close', () => kept.delete(id));
    }),
  payload: () =>
    http.createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk.toString('latin1');
      const digest = createHash('sha256').update(text).digest('hex');
      kept.set(digest, Buffer.from(text).toString('latin1'));
      if (mended && kept.size > 50) kept.delete(kept.keys().next().value);
      response.writeHead(201).end();
    }),
  websocket: () =>
    http
      .createServer((_request, response) => response.writeHead(426).end())
      .on('upgrade', (request, socket) => {
        const id = keep();
        const accept = createHash('sha1')
          .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
          .digest('base64');
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
        );
        socket.on('error', () => {});
        socket.on('close', () => mended && kept.delete(id));
        socket.on('data', (data) => {
          const opcode = data[0] & 0x0f;
          if (opcode === 9) socket.write(Buffer.from([0x8a, 0]));
          if (opcode === 8) socket.end(Buffer.from([0x88, 0]));
        });
      }),
  stream: () =>
    http2.createServer().on('stream', (stream) => {
      const id = keep();
      stream.on('error', () => {});
      stream.on('close', () => mended && kept.delete(id));
      stream.respond({ ':status': 401 });
      stream.end();
    }),
  handshake: () => {
    const began = new WeakMap();
    return https
      .createServer({ key, cert }, (_request, response) => response.writeHead(401).end())
      .on('connection', (socket) => {
        const id = keep();
        began.set(socket, id);
        if (mended) socket.on('close', () => kept.delete(id));
      })
      .on('secureConnection', (socket) => kept.delete(began.get(socket._parent)));
  },
  resume: () => {
    const sessions = new Map();
    return https
      .createServer({ key, cert, secureOptions: constants.SSL_OP_NO_TICKET }, (_request, response) =>
        response.writeHead(401).end(),
      )
      .on('newSession', (id, data, done) => {
        sessions.set(id.toString('hex'), { data, ...state() });
        if (mended && sessions.size > 50) sessions.delete(sessions.keys().next().value);
        done();
      })
      .on('resumeSession', (id, done) => done(null, sessions.get(id.toString('hex'))?.data ?? null));
  },
};

const observer = http.createServer((request, response) => {
  if (request.url === '/gc') globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  if (request.url === '/gc') return response.end(JSON.stringify({ heapUsed, external }));
  response.end(
    [
      `process_resident_memory_bytes ${rss}`,
      `process_start_time_seconds ${(Date.now() / 1000 - process.uptime()).toFixed(0)}`,
      `nodejs_heap_size_used_bytes ${heapUsed}`,
      `nodejs_external_memory_bytes ${external}`,
      '',
    ].join('\n'),
  );
});
const server = SERVERS[mode]();
server.listen(process.env.SOCKET ?? 0, process.env.SOCKET ? undefined : '127.0.0.1', () =>
  observer.listen(0, '127.0.0.1', () =>
    console.log(process.env.SOCKET ? 0 : server.address().port, observer.address().port),
  ),
);
// A forgotten test target ends by itself.
setTimeout(() => process.exit(0), 120_000).unref();
process.stdin.on('end', () => process.exit(0)).resume();
