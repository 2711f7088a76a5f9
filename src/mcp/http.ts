import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { createMcpHandler, isLegacyRequest } from '@modelcontextprotocol/server';
import { ScanError } from '../errors.ts';
import { listeningOn } from '../http/listening-on.ts';
import { isLoopback } from '../http/proxy.ts';
import { gatekeeper } from './gatekeeper.ts';
import { legacySessions } from './legacy-sessions.ts';
import { createMcpServer } from './server.ts';
import type { Workbench } from './workbench.ts';

export interface HttpPlace {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly token?: string | undefined;
  /** Further names under which clients reach this server. */
  readonly hosts: readonly string[];
}

/**
 * Serves many clients over streamable HTTP until the signal comes.
 * @throws ScanError where the place cannot be had, or would be open to everybody
 */
export async function serveOverHttp(
  bench: Workbench,
  place: HttpPlace,
  signal: AbortSignal,
  listening: (url: string) => void,
): Promise<void> {
  if (!isLoopback(place.host) && place.token === undefined) {
    throw new ScanError(
      'invalid-option',
      `On ${place.host} others could make this machine scan: give them a token (--token env:NAME).`,
    );
  }
  const createServer = () => createMcpServer(bench);
  const onerror = (error: Error) => bench.log(error.message);
  const modern = createMcpHandler(createServer, { legacy: 'reject', onerror });
  const legacy = legacySessions(createServer);
  const refuses = gatekeeper({ hosts: [place.host, ...place.hosts], token: place.token });
  const server = serve({
    hostname: place.host,
    port: place.port,
    fetch: async (request) =>
      refuses(request) ?? ((await isLegacyRequest(request)) ? legacy.fetch(request) : modern.fetch(request)),
  });
  listening(`${await listeningOn(server, place)}/mcp`);
  if (!signal.aborted) await once(signal, 'abort');
  // First the scan, so that what it found is kept.
  await bench.slot.close();
  await Promise.all([modern.close(), legacy.close()]);
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
}
