import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent where PostgreSQL is not installed. */
    postgres: Cluster | null;
  }
}

/** A PostgreSQL of our own, and what stops and starts it. */
export interface Cluster {
  readonly url: string;
  readonly start: readonly string[];
  readonly stop: readonly string[];
  /** Whom its programs run as: they refuse root. */
  readonly as: { readonly uid: number; readonly gid: number } | null;
}

const DEBIAN = '/usr/lib/postgresql';

function programs(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return [...versions.map((version) => join(DEBIAN, version, 'bin')), '/usr/local/bin', '/opt/homebrew/bin']
    .filter((folder) => existsSync(join(folder, 'initdb')))
    .at(0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function unprivileged(): Cluster['as'] {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

export interface Started {
  readonly cluster: Cluster;
  /** With all that it held. */
  end(): void;
}

/** A PostgreSQL of our own below that folder. Undefined where it is not installed. */
export async function startPostgres(
  settings: readonly string[] = [],
  below = tmpdir(),
): Promise<Started | undefined> {
  const bin = programs();
  if (bin === undefined) return undefined;
  const as = unprivileged();
  const folder = mkdtempSync(join(below, 'middlebrick-postgres-'));
  chmodSync(folder, 0o700);
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const run = (words: readonly string[]) =>
    execFileSync(words[0] ?? '', words.slice(1), { cwd: folder, stdio: 'ignore', ...as });
  run([join(bin, 'initdb'), '-D', data, '-U', 'middlebrick', '--auth=trust', '--no-sync']);
  const options = [
    `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200`,
    ...settings.map((setting) => `-c ${setting}`),
  ].join(' ');
  const start = [join(bin, 'pg_ctl'), '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start'];
  const stop = [join(bin, 'pg_ctl'), '-D', data, '-w', '-m', 'immediate', 'stop'];
  run(start);
  return {
    cluster: { url: `postgres://middlebrick@127.0.0.1:${port}`, start, stop, as },
    end() {
      try {
        run(stop);
      } catch {
        // A test that fills its disk may have ended it already.
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts PostgreSQL once for the whole suite; every test makes a database of its own in it. */
export default async function setup({ provide }: TestProject): Promise<(() => void) | undefined> {
  const started = await startPostgres();
  if (started === undefined)
    process.stderr.write('PostgreSQL is not installed: its half of the suite is skipped.\n');
  provide('postgres', started?.cluster ?? null);
  return started?.end;
}
