import { readFileSync } from 'node:fs';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { CertificateFiles } from './fleet-certificates.ts';

export interface FrontProxy {
  /** `host:port` of the TLS side. */
  readonly secureHost: string;
  /** `host:port` of the plain side. */
  readonly plainHost: string;
  /** Where requests go to. */
  aim(origin: string): void;
  stop(): Promise<void>;
}

/** What the usual hardening guides leave of TLS 1.2. */
const CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
].join(':');

/**
 * What stands before an app in production: ends TLS, says so in X-Forwarded-Proto, and adds the address of its client
 * to X-Forwarded-For as nginx does with `$proxy_add_x_forwarded_for`.
 */
export async function startProxy(name: string, { certificate, key }: CertificateFiles): Promise<FrontProxy> {
  let origin = '';
  const passOn = (protocol: string) => (request: IncomingMessage, response: ServerResponse) => {
    const { hostname, port } = new URL(origin);
    const headers = forwarded(request, protocol);
    const onward = forward({
      hostname,
      port,
      method: request.method,
      path: request.url,
      headers,
      agent: false,
    });
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    });
    onward.once('error', () => response.destroy());
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  };
  const tls = {
    cert: readFileSync(certificate),
    key: readFileSync(key),
    minVersion: 'TLSv1.2',
    ciphers: CIPHERS,
  } as const;
  const secure = createTlsServer(tls, passOn('https'));
  const plain = createServer(passOn('http'));
  const portOf = async (server: typeof secure | typeof plain) => {
    await new Promise<void>((resolve) => server.listen(0, name, resolve));
    return (server.address() as AddressInfo).port;
  };
  const [securePort, plainPort] = [await portOf(secure), await portOf(plain)];
  return {
    secureHost: `${name}:${securePort}`,
    plainHost: `${name}:${plainPort}`,
    aim: (to) => {
      origin = to;
    },
    async stop() {
      for (const server of [secure, plain]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** Headers as they came, with those of a proxy; the client has no say in who it is. */
function forwarded({ rawHeaders, socket }: IncomingMessage, protocol: string): string[] {
  const headers: string[] = [];
  const before: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    const plain = name.toLowerCase();
    if (plain === 'x-forwarded-for') before.push(value);
    else if (!['x-forwarded-proto', 'x-forwarded-host', 'forwarded'].includes(plain))
      headers.push(name, value);
  }
  const client = socket.remoteAddress ?? '';
  headers.push('X-Forwarded-For', [...before, client].join(', '), 'X-Forwarded-Proto', protocol);
  return headers;
}
