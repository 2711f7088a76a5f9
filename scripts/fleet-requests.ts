import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { authority, clientCertificate } from './fleet-certificates.ts';
import { freshApiKey } from './fleet-credentials.ts';
import type { RunningService } from './fleet-run.ts';

/** No answer within this time is none. */
const ANSWER_LIMIT_MS = 5_000;
/** RFC 6455, section 5.2: final frame, close; section 5.3: a client masks, here with zeros. */
const CLOSE_FRAME = Buffer.from([0x88, 0x80, 0, 0, 0, 0]);

/** POST of a JSON body of that many bytes, new each time; resolves to the status. */
export async function post(url: string, key: string | undefined, bytes: number): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'x-api-key': key }) },
    body: JSON.stringify({ note: freshApiKey(bytes) }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Sends the head and half of the body that it announces, and hangs up. */
export function sendHalfABody(url: string, key: string, bytes: number): Promise<void> {
  const body = JSON.stringify({ note: freshApiKey(2 * bytes) });
  const head = headOf('POST', url, key, ['content-type: application/json', `content-length: ${body.length}`]);
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => {
      socket.write(head + body.slice(0, bytes));
      // What is sent with the end of the connection may be dropped before it is read.
      setTimeout(() => socket.destroy(), 10);
    });
    socket.once('error', reject).once('close', () => resolve());
  });
}

/** Opens a WebSocket and closes it; resolves to the status, 101 where it was opened (RFC 6455, section 4). */
export function openWebSocket(url: string, key: string | undefined): Promise<number> {
  const head = headOf('GET', url, key, [
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
  ]);
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    let status = 0;
    const socket = connect(Number(port), hostname, () => socket.write(head));
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy(new Error('no answer to the upgrade')));
    socket.on('data', (chunk) => {
      if (status !== 0) return;
      status = Number(/^HTTP\/1\.1 (\d{3})/.exec(chunk.toString('latin1'))?.[1] ?? 0);
      socket.end(status === 101 ? CLOSE_FRAME : '');
    });
    socket.once('error', reject).once('close', () => resolve(status));
  });
}

/** A request on a connection with a TLS session of its own; resolves when it has been answered. */
export function startTlsSession(running: RunningService, path: string): Promise<void> {
  const { hostname, port } = new URL(running.url);
  const files = clientCertificate(0);
  return new Promise((resolve, reject) => {
    const socket = connectTls(
      {
        host: hostname,
        port: Number(port),
        ca: readFileSync(authority.certificate),
        cert: readFileSync(files.certificate),
        key: readFileSync(files.key),
      },
      () => socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`),
    );
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy(new Error('no answer')));
    socket.resume();
    socket.once('error', reject).once('close', () => resolve());
  });
}

function headOf(method: string, url: string, key: string | undefined, lines: readonly string[]): string {
  const { host, pathname } = new URL(url);
  const credential = key === undefined ? [] : [`x-api-key: ${key}`];
  return `${[`${method} ${pathname} HTTP/1.1`, `host: ${host}`, ...credential, ...lines].join('\r\n')}\r\n\r\n`;
}
