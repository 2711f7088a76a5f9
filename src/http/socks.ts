import dns from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import net from 'node:net';
import type { ProxyAddress, SocksProxy } from './proxy.ts';
import { TransportFailure } from './transport-failure.ts';

/** One connection through a SOCKS proxy (RFC 1928, RFC 1929, SOCKS4a). @throws TransportFailure */
export async function connectSocks(
  to: { readonly host: string; readonly port: number; readonly timeoutMs: number },
  proxy: ProxyAddress & { readonly socks: SocksProxy },
  through: Socket,
  lookup: LookupFunction = dns.lookup as LookupFunction,
): Promise<Socket> {
  const { version, resolvesNames, user, password } = proxy.socks;
  try {
    const host = resolvesNames ? to.host : await addressOf(to.host, version, lookup);
    // Loaded where there is such a proxy alone: few have one, and start-up is waited for.
    const { SocksClient } = await import('socks');
    const { socket } = await SocksClient.createConnection({
      command: 'connect',
      destination: { host, port: to.port },
      timeout: to.timeoutMs,
      existing_socket: through,
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: version,
        ...(user === undefined ? {} : { userId: user }),
        ...(password === undefined || version === 4 ? {} : { password }),
      },
    });
    // The client paused it; whoever gets it decides.
    socket.resume();
    return socket;
  } catch (cause) {
    through.destroy();
    const sentence = `The SOCKS proxy ${proxy.host}:${proxy.port} opened no connection to ${to.host}:${to.port}.`;
    throw new TransportFailure('proxy', sentence, { cause });
  }
}

/** SOCKS 4 knows no IPv6. */
function addressOf(host: string, version: 4 | 5, lookup: LookupFunction): Promise<string> {
  if (net.isIP(host) !== 0) return Promise.resolve(host);
  return new Promise((resolve, reject) =>
    lookup(host, { family: version === 4 ? 4 : 0, all: false }, (error, address) => {
      if (error) reject(error);
      else resolve(typeof address === 'string' ? address : (address[0]?.address ?? host));
    }),
  );
}
