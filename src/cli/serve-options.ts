import { type Command, Option } from 'commander';

/** Flags of `serve` as commander hands them over. */
export interface ServeFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly role?: string;
  readonly scans?: string;
  readonly allow?: readonly string[];
  readonly grace?: string;
  readonly logLevel?: string;
  readonly trustProxy?: boolean;
}

export const DEFAULT_SERVE_PORT = 8025;
/** Of the log, the most talkative first. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export function addServeOptions(command: Command): Command {
  return command
    .option('--port <number>', `port, ${DEFAULT_SERVE_PORT} where left out; 0 takes any that is free`)
    .option('--host <address>', 'address to listen on; 127.0.0.1 where left out')
    .option(
      '--data <folder>',
      'folder of the embedded database; ~/.local/share/middlebrick/server where left out. DATABASE_URL names a PostgreSQL instead',
    )
    .addOption(
      new Option('--role <role>', 'web answers, worker scans, all does both').choices([
        'all',
        'web',
        'worker',
      ]),
    )
    .option('--scans <number>', 'scans at once; 2 where left out')
    .option(
      '--allow <subnet>',
      'private network that may be scanned, such as 10.1.0.0/16; repeat for several',
      (value: string, given: string[] = []) => [...given, value],
    )
    .option(
      '--trust-proxy',
      'a proxy stands in front and sets X-Forwarded-For and X-Forwarded-Proto: believe them',
    )
    .option(
      '--grace <seconds>',
      'time that scans under way have to finish when the server is stopped; 30 where left out, then they are queued again',
    )
    .addOption(new Option('--log-level <level>', 'what the log tells: info where left out').choices(LEVELS));
}

export function addRotateKeyOptions(command: Command): Command {
  return command.option('--data <folder>', 'folder that "serve" is given');
}
