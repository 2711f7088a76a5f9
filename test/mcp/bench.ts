import { join } from 'node:path';
import { openArchive } from '../../src/archive/archive.ts';
import { IN_MEMORY } from '../../src/journal/journal.ts';
import type { HttpPlace } from '../../src/mcp/http.ts';
import { serveOverHttp } from '../../src/mcp/http.ts';
import { permittedSecrets } from '../../src/mcp/secrets.ts';
import { createSlot } from '../../src/mcp/slot.ts';
import type { Workbench } from '../../src/mcp/workbench.ts';
import { freshFolder } from '../cli/command.ts';

export interface BenchOptions {
  readonly env?: Record<string, string>;
  readonly targets?: readonly string[];
  readonly folder?: string;
  readonly log?: (says: string) => void;
}

export function workbench({ env = {}, targets = [], folder, log = () => {} }: BenchOptions = {}): Workbench {
  return {
    archive: openArchive(folder ?? join(freshFolder(), 'scans')),
    journal: () => IN_MEMORY,
    secret: permittedSecrets(env, []),
    proxies: { loopback: false, except: [] },
    targets,
    slot: createSlot(),
    log,
  };
}

export interface ServedMcp {
  readonly url: string;
  close(): Promise<void>;
}

/** The HTTP server on a free loopback port, in this process. */
export async function serveMcp(bench: Workbench, place: Partial<HttpPlace> = {}): Promise<ServedMcp> {
  const stop = new AbortController();
  let served: Promise<void> = Promise.resolve();
  const url = await new Promise<string>((resolve, reject) => {
    served = serveOverHttp(bench, { host: '127.0.0.1', port: 0, hosts: [], ...place }, stop.signal, resolve);
    served.catch(reject);
  });
  return {
    url,
    close: async () => {
      stop.abort();
      await served;
    },
  };
}
