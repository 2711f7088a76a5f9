import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { ScanError } from '../errors.ts';
import { createAddressGuard } from '../http/address-guard.ts';
import { createListedHosts, type LookupFunction } from '../http/listed-hosts.ts';
import { listeningOn } from '../http/listening-on.ts';
import { createTxtLookup } from '../http/txt-records.ts';
import { createKey } from './api/api-keys.ts';
import { createApp } from './api/app.ts';
import { RATE_LIMITS, type RateLimits } from './api/authenticate.ts';
import type { Stage } from './api/service.ts';
import { startMonitor } from './monitor/monitor.ts';
import type { Log } from './operations/log.ts';
import { createMetrics } from './operations/metrics.ts';
import { createOwnership, type Ownership, type OwnershipParts } from './ownership/ownership.ts';
import type { Ask } from './pages/api-client.ts';
import { createPages } from './pages/pages.ts';
import { openScanQueue } from './queue/scan-queue.ts';
import { takeAdminPassword } from './sign-in/admin-password.ts';
import type { OidcSettings } from './sign-in/oidc.ts';
import { note } from './store/audit.ts';
import { toJson } from './store/json.ts';
import { hasKeys, insertKey, lockKeys } from './store/keys.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { openVault } from './vault/open-vault.ts';
import { recover } from './worker/recovery.ts';
import type { ScanCommand } from './worker/scan-child.ts';
import { startWorker, type Worker } from './worker/worker.ts';

const ANSWERED_WITHIN_MS = 2_000;
/** Longer than proxies keep a connection that they mean to use again: closed by us, their next request would be lost. */
const KEPT_ALIVE_MS = 75_000;
export const ROLES = ['all', 'web', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export interface ServeOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly role: Role;
  /** Folder of the embedded database, and of the journals of active scans. */
  readonly folder: string;
  readonly databaseUrl?: string | undefined;
  /** 32 bytes as base64; several between commas, the newest first. */
  readonly encryptionKey?: string | undefined;
  /** A file with them; one of the folder's own where neither is given and the database is embedded. */
  readonly encryptionKeyFile?: string | undefined;
  /** Starts the process of a scan. */
  readonly command: ScanCommand;
  /** Scans at once, of this process. */
  readonly slots: number;
  /** Private subnets that may be scanned. */
  readonly allow: readonly string[];
  readonly limits?: RateLimits | undefined;
  readonly network?: Network | undefined;
  /** For scans that run when the server is stopped. */
  readonly graceMs: number;
  /** `smtp://…`: for e-mail channels that name no server. */
  readonly smtpUrl?: string | undefined;
  /** Of schedules, deliveries and proofs of ownership. */
  readonly now?: (() => Date) | undefined;
  /** Whether headers that a proxy writes are to be believed. */
  readonly trustProxy?: boolean | undefined;
  /** Of the dashboard: holds from this start on, whatever it was before. */
  readonly adminPassword?: string | undefined;
  /** Single sign-on; none where left out. */
  readonly oidc?: OidcSettings | undefined;
  readonly log: Log;
}

/** How the server itself looks at the world; as the system does where left out. */
export interface Network {
  readonly lookup?: LookupFunction;
  /** Of TXT records. */
  readonly nameServers?: readonly string[];
  /** Addresses that are to be proven although they are among the allowed. */
  readonly isPublic?: readonly string[];
}

export interface Serving {
  /** Absent of a worker, which has none. */
  readonly url?: string;
  /** Of the first start: shown once. */
  readonly firstKey?: string;
  readonly database: string;
  /** Resolves where it cannot go on, with the reason. */
  readonly broken: Promise<string>;
  /** Finishes scans that are under way, or queues them again; answers meanwhile, and says that it is not ready. */
  stop(): Promise<void>;
}

/** @throws ScanError where the database or the port cannot be had */
export async function startServing(options: ServeOptions): Promise<Serving> {
  const { role, log } = options;
  if (role !== 'all' && !options.databaseUrl)
    throw new ScanError(
      'invalid-option',
      `--role ${role} shares a database with other processes: name a PostgreSQL (DATABASE_URL).`,
    );
  let lose = (_why: string) => {};
  const broken = new Promise<string>((resolve) => {
    lose = resolve;
  });
  const store = await openStore(options, {
    log,
    lost: (why) => lose(why),
  });
  let stage: Stage = 'serving';
  const ends: (() => Promise<unknown>)[] = [() => store.close()];
  const stop = async () => {
    stage = 'draining';
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const vault = openVault(options, store.isShared);
    const queue = await openScanQueue(store, role !== 'web', log);
    ends.push(() => queue.stop());
    const metrics = createMetrics(store);
    let worker: Worker | undefined;
    const wake = () => worker?.wake();
    const { smtpUrl, now = () => new Date() } = options;
    const guard = createAddressGuard(options.allow, options.network?.lookup);
    const ownership = ownershipIn(options, { store, guard, now });
    const firstKey = role === 'worker' ? undefined : await makeFirstKey(store);
    let url: string | undefined;
    if (role !== 'worker') {
      if (options.adminPassword) await takeAdminPassword(store, options.adminPassword);
      const { folder, limits = RATE_LIMITS, trustProxy = false } = options;
      const service = {
        store,
        queue,
        metrics,
        folder,
        vault,
        ownership,
        guard,
        now,
        wake,
        stage: () => stage,
      };
      const app = createApp(service, { limits, trustProxy }, log);
      const ask: Ask = (path, init, env) => app.request(path, init, env as object);
      app.route('/', await createPages(ask, { store, trustProxy, oidc: options.oidc, log }));
      const server = serve({ hostname: options.host, port: options.port, fetch: app.fetch });
      if ('keepAliveTimeout' in server) server.keepAliveTimeout = KEPT_ALIVE_MS;
      ends.push(() => {
        stage = 'closing';
        return closed(server);
      });
      url = await listeningOn(server, options);
    }
    if (role !== 'web') {
      await recover(store, queue, !store.isShared);
      worker = startWorker({
        ...options,
        store,
        queue,
        vault,
        ownership,
        journals: join(options.folder, 'journals'),
        ended: metrics.scanEnded,
      });
      ends.push(() => (worker as Worker).stop(options.graceMs));
      const monitor = startMonitor({
        store,
        queue,
        vault,
        guard,
        smtpUrl,
        now,
        wake,
        ended: metrics.deliveryEnded,
        log,
      });
      ends.push(() => monitor.stop());
    }
    return {
      ...(url === undefined ? {} : { url }),
      ...(firstKey === undefined ? {} : { firstKey }),
      database: store.name,
      broken,
      stop,
    };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

function ownershipIn(
  { allow, network = {} }: ServeOptions,
  parts: Pick<OwnershipParts, 'store' | 'guard' | 'now'>,
): Ownership {
  return createOwnership({
    ...parts,
    hosts: createListedHosts(allow, network.lookup, network.isPublic),
    txt: createTxtLookup(network.nameServers),
  });
}

/** What is being answered is answered; streams would go on for ever. */
async function closed(server: ReturnType<typeof serve>): Promise<void> {
  const over = new Promise((resolve) => server.close(resolve));
  if (!('closeAllConnections' in server)) return;
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), ANSWERED_WITHIN_MS);
  await over;
  clearTimeout(late);
}

/** Of several that start together one makes it. */
async function makeFirstKey(store: Store): Promise<string | undefined> {
  return await store.db.transaction().execute(async (trx) => {
    await lockKeys(trx);
    if (await hasKeys(trx)) return undefined;
    const { id, hash, secret } = createKey();
    await insertKey(trx, { id, name: 'first start', hash, scopes: toJson(['admin']), created_by: null });
    await note(trx, 'server', 'key.create', id, { name: 'first start' });
    return secret;
  });
}
