import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { pour } from './raw-server.ts';

const MEGABYTE = 1024 * 1024;

type Hostile = (socket: Socket) => unknown;

const BOMB = Buffer.alloc(64 * MEGABYTE, 'a');

const coded =
  (coding: string, body: Buffer): Hostile =>
  (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: ${coding}\r\n`);
    socket.write(`Content-Length: ${body.length}\r\n\r\n`);
    socket.end(body);
  };

/** Small pieces of each bomb are made when asked for: compressing 64 MB takes a moment. */
export const bombs = {
  gzip: () => coded('gzip', gzipSync(BOMB)),
  deflate: () => coded('deflate', deflateSync(BOMB)),
  'deflate, bare': () => coded('deflate', deflateRawSync(BOMB)),
  br: () => coded('br', brotliCompressSync(BOMB, { params: { 1: 1 } })),
  'gzip in gzip': () => coded('gzip, gzip', gzipSync(gzipSync(BOMB))),
};

/** Each breaks one promise of HTTP. */
export const hostile = {
  hugeHead: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    return pour(socket, `X-Filler: ${'a'.repeat(8_000)}\r\n`, 100 * MEGABYTE);
  },
  manyHeaderLines: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    return pour(socket, 'A: b\r\n'.repeat(1_000), 100 * MEGABYTE);
  },
  endlessBody: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n');
    return pour(socket, Buffer.alloc(64 * 1024, 'x'), 1_000 * MEGABYTE);
  },
  endlessInformation: (socket) => pour(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', MEGABYTE, 5),
  slowHead: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
    return pour(socket, 'H', MEGABYTE, 20);
  },
  slowHeadLines: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    return pour(socket, 'A: b\r\n', MEGABYTE, 20);
  },
  slowBody: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n');
    return pour(socket, 'drip ', MEGABYTE, 20);
  },
  silent: () => undefined,
  closes: (socket) => socket.end(),
  resets: (socket) => socket.resetAndDestroy(),
  notHttp: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  bothLengths: (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
  negativeLength: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello'),
  shortBody: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello'),
  brokenChunk: (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\n'),
  chunkExtensions: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;');
    return pour(socket, 'a'.repeat(16_000), 100 * MEGABYTE);
  },
  information: (socket) =>
    socket.end(
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    ),
  upgrades: (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhi'),
  unknownCharset: (socket) =>
    socket.end(
      'HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=klingon\r\nContent-Length: 2\r\n\r\n\xe9!',
    ),
  latinCharset: (socket) =>
    socket.end(
      Buffer.from(
        'HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Length: 1\r\n\r\n\xe9',
        'latin1',
      ),
    ),
  liesAboutCoding: (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain'),
  cutCoding: (socket) => {
    const whole = gzipSync('the first half of this is readable, the second is not. '.repeat(2_000));
    socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n');
    socket.end(whole.subarray(0, Math.floor(whole.length / 2)));
  },
} satisfies Record<string, Hostile>;
