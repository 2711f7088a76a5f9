import type { Command } from 'commander';
import { repeated } from './repeated.ts';

export const DEFAULT_PORT = 7357;

/** Flags of `mcp` as commander hands them over. */
export interface McpFlags {
  readonly http?: boolean;
  readonly host?: string;
  readonly port?: string;
  readonly token?: string;
  readonly allowedHost?: readonly string[];
  readonly target?: readonly string[];
  readonly env?: readonly string[];
}

/** Adds the flags of `mcp`, grouped as `--help` shows them. */
export function addMcpOptions(command: Command): Command {
  return command
    .optionsGroup('What assistants may do:')
    .option('--target <origin>', 'only these may be scanned; any where left out', repeated)
    .option('--env <name>', 'variables that env:NAME may name, beside MIDDLEBRICK_…', repeated)
    .optionsGroup('How they reach it (standard input and output where left out):')
    .option('--http', 'streamable HTTP, at /mcp')
    .option('--host <address>', 'address to listen on; 127.0.0.1')
    .option('--port <number>', `port; ${DEFAULT_PORT}`)
    .option('--token <value>', 'bearer token to demand, as env:NAME; needed beyond this machine')
    .option('--allowed-host <name>', 'further names under which clients reach it', repeated);
}
