import { ScanError } from '../errors.ts';
import { createAddressGuard } from '../http/address-guard.ts';
import type { LogLevel } from '../server/operations/log.ts';
import type { Role, ServeOptions } from '../server/serve.ts';
import { untilInterrupted } from './interrupt.ts';
import { numberOf } from './number-of.ts';
import { oidcSettings } from './oidc-settings.ts';
import { print } from './outputs.ts';
import { SCAN_PROCESS } from './scan-process-command.ts';
import type { ServeFlags } from './serve-options.ts';
import { DEFAULT_SERVE_PORT, LEVELS } from './serve-options.ts';
import { serverFolder } from './server-folder.ts';
import { tell } from './terminal.ts';

const HIGHEST_PORT = 65_535;
const MOST_SCANS = 64;
const DEFAULT_SCANS = 2;
const BROKEN_MS = 5_000;
const DEFAULT_GRACE_SECONDS = 30;
const LONGEST_GRACE_SECONDS = 3_600;

/** `middlebrick serve`: answers and scans until the user stops it. */
export async function serveCommand(flags: ServeFlags): Promise<number> {
  const { logLevel: level, ...options } = serveOptions(flags, process.env);
  const { createLog } = await import('../server/operations/log.ts');
  const isTerminal = process.stderr.isTTY === true;
  const log = createLog({ level, isTerminal, write: (line) => void process.stderr.write(line) });
  const { startServing } = await import('../server/serve.ts');
  return await untilInterrupted(async (signal) => {
    const serving = await startServing({ ...options, log });
    const place = serving.url ? `middlebrick serves at ${serving.url}` : 'middlebrick works on scans';
    const key = serving.firstKey
      ? `API key of the scope "admin", shown this once: ${serving.firstKey}\nSign in with it at ${serving.url}/sign-in, and set a password there.\n`
      : '';
    await print(`${place} (database: ${serving.database}).\n${key}`);
    const stopped = new Promise<undefined>((done) => {
      if (signal.aborted) done(undefined);
      signal.addEventListener('abort', () => done(undefined), { once: true });
    });
    const why = await Promise.race([stopped, serving.broken]);
    if (why !== undefined) tell(why);
    log(
      `stopping: scans under way have ${options.graceMs / 1000} s; a second signal ends at once`,
      {},
      'info',
    );
    if (why === undefined) {
      await serving.stop();
      return 0;
    }
    // What waits for the database would wait for ever.
    setTimeout(() => process.exit(3), BROKEN_MS).unref();
    await serving.stop();
    return 3;
  });
}

/** @throws ScanError invalid-option */
export function serveOptions(
  flags: ServeFlags,
  env: NodeJS.ProcessEnv,
): Omit<ServeOptions, 'log'> & { readonly logLevel: LogLevel } {
  const allow = flags.allow ?? [];
  for (const subnet of allow) checkSubnet(subnet);
  return {
    host: flags.host ?? '127.0.0.1',
    port: numberOf(flags.port ?? `${DEFAULT_SERVE_PORT}`, '--port', 0, HIGHEST_PORT) ?? 0,
    role: (flags.role ?? 'all') as Role,
    ...serverFolder(flags, env),
    encryptionKey: env.MIDDLEBRICK_ENCRYPTION_KEY || undefined,
    smtpUrl: env.SMTP_URL || undefined,
    encryptionKeyFile: env.MIDDLEBRICK_ENCRYPTION_KEY_FILE || undefined,
    command: [process.execPath, ...process.execArgv, process.argv[1] ?? '', SCAN_PROCESS],
    slots: numberOf(flags.scans, '--scans', 1, MOST_SCANS) ?? DEFAULT_SCANS,
    allow,
    logLevel: logLevel(flags, env),
    graceMs: (numberOf(flags.grace, '--grace', 0, LONGEST_GRACE_SECONDS) ?? DEFAULT_GRACE_SECONDS) * 1000,
    trustProxy: flags.trustProxy ?? false,
    adminPassword: env.MIDDLEBRICK_ADMIN_PASSWORD || undefined,
    oidc: oidcSettings(env),
  };
}

/** @throws ScanError invalid-option */
function logLevel(flags: ServeFlags, env: NodeJS.ProcessEnv): LogLevel {
  const given = flags.logLevel ?? (env.MIDDLEBRICK_LOG || 'info');
  if (LEVELS.some((level) => level === given)) return given as LogLevel;
  throw new ScanError('invalid-option', `MIDDLEBRICK_LOG takes ${LEVELS.join(', ')}, not "${given}".`);
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
