import type { Socket } from 'node:net';
import { bombs, hostile } from './hostile.ts';
import { pour } from './raw-server.ts';

/** What goes wrong with an answer; the same question may get another fault each time. */
export type Fault = (socket: Socket, target: string) => unknown;

const MEGABYTE = 1024 * 1024;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

const whole =
  (body: string, type = 'application/json', lines = ''): Fault =>
  (socket) =>
    socket.end(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n${lines}Connection: close\r\n\r\n${body}`);

const status =
  (code: number, lines = ''): Fault =>
  (socket) =>
    socket.end(`HTTP/1.1 ${code} Fault\r\n${lines}Content-Length: 0\r\nConnection: close\r\n\r\n`);

const redirect = (place: (target: string) => string): Fault => {
  return (socket, target) => status(302, `Location: ${place(target)}\r\n`)(socket, target);
};

const records = JSON.stringify(
  Array.from({ length: 16_000 }, (_, at) => ({
    id: at,
    mail: `person${at}@example.org`,
    place: `/items/${at}`,
  })),
);

/** Texts that a careless pattern would search for minutes. */
const PUMPS: Readonly<Record<string, [piece: string, type: string]>> = {
  'tags that never close': ['<script ', 'text/html'],
  'one endless attribute': ['x', 'text/html'],
  'half a token, again and again': ['eyJhbGciOi-', 'text/plain'],
  'half an address': ['someone@', 'text/plain'],
  'blank lines': ['\n', 'text/plain'],
  'a stack trace of nothing': [' at ', 'text/plain'],
  'quotes and escapes': ['"secret": "\\\\', 'application/json'],
};

/** How an answer can go wrong, beyond what a single exchange shows: each costs memory, time or trust. */
export const faults: Readonly<Record<string, Fault>> = {
  ...hostile,
  'gzip bomb': bombs.gzip(),
  'brotli bomb': bombs.br(),
  'chunks of one byte': (socket) => {
    socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
    return pour(socket, '1\r\nx\r\n'.repeat(8_000), 200 * MEGABYTE);
  },
  'a long list': whole(records),
  'nested lists': whole('['.repeat(400_000) + ']'.repeat(400_000)),
  'nested objects': whole(`${'{"a":'.repeat(4_000)}1${'}'.repeat(4_000)}`),
  'a page of open elements': whole(`<html>${'<div>'.repeat(300_000)}`, 'text/html'),
  ...Object.fromEntries(
    Object.entries(PUMPS).map(([name, [piece, type]]) => [
      name,
      whole(piece.repeat(Math.floor((1.9 * MEGABYTE) / piece.length)), type),
    ]),
  ),
  'events without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
    return pour(socket, 'data: {"tick":1}\n\n', MEGABYTE, 200);
  },
  'a link that is none': whole('{}', 'application/json', 'Link: <http://[nowhere>; rel="service-desc"\r\n'),
  'half a surrogate pair': whole('{"id":"\\ud800","next":"/items/\\udfff","name":"\\ud83d"}'),
  'a redirect to itself': redirect((target) => target),
  'a redirect that grows': redirect((target) => `${target}x`),
  'a redirect to a file': redirect(() => 'file:///etc/hostname'),
  'a redirect to nowhere': redirect(() => 'http://[::nowhere'),
  'only 500': status(500),
  'only 503': status(503),
  'only 429': status(429, 'Retry-After: 1\r\n'),
  'a pause of years': status(429, 'Retry-After: 900000000\r\n'),
  'a date of nonsense': status(503, `Retry-After: ${'8'.repeat(300)}\r\n`),
  'status 999': status(999),
  'no media type': (socket) => socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}'),
};

/** Answers that break the letter of HTTP and can be read all the same. */
export const readable: Readonly<Record<string, Fault>> = {
  'line feeds alone': (socket) =>
    socket.end(
      'HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 11\n\n{"read":"x"}'.slice(0, -1),
    ),
  'a folded line': (socket) =>
    socket.end(`${HEAD}X-Long: one\r\n  two\r\nContent-Length: 11\r\n\r\n{"read":"x"`),
  'a control character': (socket) =>
    socket.end(`${HEAD}X-Colour: \u001b[31m\r\nContent-Length: 11\r\n\r\n{"read":"x"`),
};
