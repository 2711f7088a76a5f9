import { once } from 'node:events';
import type { Server } from 'node:net';
import { ScanError } from '../errors.ts';

/** Address of a server that was told to listen there. @throws ScanError where the port cannot be had */
export async function listeningOn(
  server: Pick<Server, 'listening' | 'address'> & NodeJS.EventEmitter,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    if (!server.listening) await once(server, 'listening');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'the port is taken' : `${code}`;
    throw new ScanError('invalid-option', `Cannot listen on ${host}:${port}: ${why}.`, { cause });
  }
  const bound = server.address();
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${typeof bound === 'object' && bound ? bound.port : port}`;
}
