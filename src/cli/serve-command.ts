import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ScanError } from '../errors.ts';
import { createAddressGuard } from '../http/address-guard.ts';
import type { Role, ServeOptions } from '../server/serve.ts';
import { untilInterrupted } from './interrupt.ts';
import { numberOf } from './number-of.ts';
import { print } from './outputs.ts';
import { SCAN_PROCESS } from './scan-process-command.ts';
import type { ServeFlags } from './serve-options.ts';
import { DEFAULT_SERVE_PORT } from './serve-options.ts';
import { tell } from './terminal.ts';

const HIGHEST_PORT = 65_535;
const MOST_SCANS = 64;
const DEFAULT_SCANS = 2;

/** `middlebrick serve`: answers and scans until the user stops it. */
export async function serveCommand(flags: ServeFlags): Promise<number> {
  const options = serveOptions(flags, process.env);
  const { startServing } = await import('../server/serve.ts');
  return await untilInterrupted(async (signal) => {
    const serving = await startServing(options);
    const place = serving.url ? `middlebrick serves at ${serving.url}` : 'middlebrick works on scans';
    const key = serving.firstKey
      ? `API key of the scope "admin", shown this once: ${serving.firstKey}\n`
      : '';
    await print(`${place} (database: ${serving.database}).\n${key}`);
    const stopped = new Promise<undefined>((done) => {
      if (signal.aborted) done(undefined);
      signal.addEventListener('abort', () => done(undefined), { once: true });
    });
    const why = await Promise.race([stopped, serving.broken]);
    await serving.stop();
    if (why === undefined) return 0;
    tell(why);
    return 3;
  });
}

/** @throws ScanError invalid-option */
export function serveOptions(flags: ServeFlags, env: NodeJS.ProcessEnv): ServeOptions {
  const allow = flags.allow ?? [];
  for (const subnet of allow) checkSubnet(subnet);
  return {
    host: flags.host ?? '127.0.0.1',
    port: numberOf(flags.port ?? `${DEFAULT_SERVE_PORT}`, '--port', 0, HIGHEST_PORT) ?? 0,
    role: (flags.role ?? 'all') as Role,
    folder: serverFolder(flags.data, env),
    databaseUrl: env.DATABASE_URL || undefined,
    encryptionKey: env.MIDDLEBRICK_ENCRYPTION_KEY || undefined,
    encryptionKeyFile: env.MIDDLEBRICK_ENCRYPTION_KEY_FILE || undefined,
    command: [process.execPath, ...process.execArgv, process.argv[1] ?? '', SCAN_PROCESS],
    slots: numberOf(flags.scans, '--scans', 1, MOST_SCANS) ?? DEFAULT_SCANS,
    allow,
    log: tell,
  };
}

/** Where the server of this user keeps what is its own. */
export function serverFolder(named: string | undefined, env: NodeJS.ProcessEnv): string {
  const home = env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return resolve(named ?? join(home, 'middlebrick', 'server'));
}

function checkSubnet(subnet: string): void {
  try {
    createAddressGuard([subnet]);
  } catch (cause) {
    throw new ScanError(
      'invalid-option',
      `--allow takes a network such as 10.1.0.0/16 or an address, not "${subnet}".`,
      { cause },
    );
  }
}
