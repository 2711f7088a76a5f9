import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeCertificates } from './fleet-certificates.ts';
import { FLEET, findService, type Service, type Variant } from './fleet-plan.ts';
import { stopProcess } from './fleet-process.ts';

const START_LIMIT_MS = 20_000;

/** A process of the fleet that listens. */
export interface RunningProcess {
  /** Where its routes are; https with a client certificate for mutual TLS. */
  readonly url: string;
  /** Where /metrics and /__truth are: always plain http. */
  readonly observeUrl: string;
  readonly pid: number;
  /** SIGTERM, and SIGKILL when that does not help; resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface RunningService extends RunningProcess {
  readonly service: Service;
  /** The secret that its tokens are signed with. */
  readonly jwtSecret: string;
  /** A key that it knows. */
  readonly apiKey: string;
}

export interface StartOptions {
  readonly port?: number;
  readonly metrics?: boolean;
  readonly jwtSecret?: string;
}

/** Starts a service that was built, and resolves when it listens. */
export async function startService(
  id: string,
  variant: Variant,
  { port = 0, metrics = true, jwtSecret = randomBytes(32).toString('hex') }: StartOptions = {},
): Promise<RunningService> {
  const service = findService(id);
  if (service.credential === 'mutual-tls') makeCertificates();
  const apiKey = 'demo-key';
  const options = ['--variant', variant, '--port', String(port), ...(metrics ? ['--metrics'] : [])];
  const running = await launch(service, options, { JWT_SECRET: jwtSecret, API_KEYS: apiKey });
  return { ...running, service, jwtSecret, apiKey };
}

/** Starts a program that was built, with these options behind its own, and resolves when it listens. */
export async function launch(
  { id, cwd: folder, start }: Pick<Service, 'id' | 'cwd' | 'start'>,
  options: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<RunningProcess> {
  const [command = '', ...args] = start;
  const cwd = join(FLEET, folder);
  if (command.includes('/') && !existsSync(join(cwd, command))) {
    throw new Error(`${id} is not built: run "npx tsx scripts/fleet.ts build" first`);
  }
  const child = spawn(command.includes('/') ? join(cwd, command) : command, [...args, ...options], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => stopProcess(child);
  try {
    const { url, observeUrl } = await announced(child, id);
    return { url, observeUrl, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Reads "metrics on …", if it comes, and then "listening on …". */
function announced(child: ChildProcess, id: string): Promise<{ url: string; observeUrl: string }> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${id} does not listen`)), START_LIMIT_MS);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${id} ended with ${code} before it listened`)));
    if (!child.stdout) throw new Error('stdout is a pipe');
    let observeUrl: string | undefined;
    createInterface(child.stdout).on('line', (line) => {
      const [, what, url] = /^(metrics|listening) on (\S+)$/.exec(line) ?? [];
      if (what === 'metrics') observeUrl = url;
      if (what !== 'listening' || !url) return;
      clearTimeout(late);
      resolve({ url, observeUrl: observeUrl ?? url });
    });
  });
}

/** What a service says that it keeps, by pattern; a library's service says only what its heap holds. */
export interface Truth {
  /** What the heap holds after a collection; absent where the runtime cannot tell. */
  readonly heapBytes?: number | null;
  readonly kept: Readonly<Record<string, { readonly entries: number; readonly bytes: number }>>;
}

/** Asks the service itself. It collects its garbage first, where there is any. */
export async function truthOf(running: Pick<RunningProcess, 'observeUrl'>): Promise<Truth> {
  const response = await fetch(`${running.observeUrl}/__truth`);
  if (!response.ok) throw new Error(`/__truth answered ${response.status}`);
  return (await response.json()) as Truth;
}
