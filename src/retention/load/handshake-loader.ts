import net from 'node:net';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import { type Answer, type Loader, MOST_MS, type Reach } from './loader.ts';
import { tlsOptions } from './one-request.ts';

/** Begins a TLS handshake, waits for the server's part of it, and closes the connection. */
export function halfHandshakeLoader(reach: Reach): Loader {
  const { hostname, port } = reach.url;
  const where =
    reach.socketPath === undefined
      ? { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443) }
      : { path: reach.socketPath };
  return {
    async send() {
      const hello = await clientHello(reach);
      const started = performance.now();
      return new Promise<Answer>((resolve, reject) => {
        const socket = net.connect(where);
        socket.setTimeout(MOST_MS, () => socket.destroy(new Error(`no answer within ${MOST_MS} ms`)));
        socket.on('error', reject);
        socket.on('end', () => reject(new Error('the server closed the connection at the ClientHello')));
        socket.on('connect', () => socket.write(hello));
        socket.once('data', () => {
          socket.destroy();
          resolve({ status: 0, limits: {}, ms: performance.now() - started });
        });
      });
    },
    close: async () => {},
  };
}

/** A ClientHello as Node's own TLS writes it, caught before it reaches a wire: new random and key share each time. */
function clientHello(reach: Reach): Promise<Buffer> {
  return new Promise((resolve) => {
    const wire = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        resolve(chunk);
        done();
        // The handshake has only begun to be one when this is written.
        setImmediate(() => socket.destroy());
      },
    });
    const socket = tls.connect({ socket: wire, ...tlsOptions(reach), rejectUnauthorized: false });
    // Destroyed in the middle of a handshake, it says so.
    socket.on('error', () => {});
  });
}
