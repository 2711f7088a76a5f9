import net from 'node:net';
import tls from 'node:tls';
import type { Reach } from './loader.ts';
import { tlsOptions } from './one-request.ts';

/** Alerts of a server that was shown no client certificate (RFC 8446 section 6): an older one says handshake failure. */
const ALERTS = /alert (certificate required|handshake failure|bad certificate)/i;
const PATIENCE_MS = 3_000;

/** True when the server ends a TLS connection because it was shown no client certificate. Sends one request line. */
export function wantsCertificate(reach: Reach): Promise<boolean> {
  const { hostname, port } = reach.url;
  const wire =
    reach.socketPath === undefined
      ? net.connect(Number(port || 443), hostname.replace(/^\[|\]$/g, ''))
      : net.connect(reach.socketPath);
  return new Promise((resolve) => {
    const say = (answer: boolean) => {
      wire.destroy();
      resolve(answer);
    };
    const socket = tls.connect({ socket: wire, ...tlsOptions(reach) });
    socket.setTimeout(PATIENCE_MS, () => say(false));
    wire.on('error', () => say(false));
    socket.on('error', (error) => say(ALERTS.test(error.message)));
    socket.on('close', () => say(false));
    // In TLS 1.3 the refusal comes after the handshake, to whoever reads on (RFC 8446 section 4.4.2.4).
    socket.on('secureConnect', () => socket.write(`HEAD / HTTP/1.1\r\nhost: ${reach.url.host}\r\n\r\n`));
    socket.on('data', () => say(false));
  });
}
