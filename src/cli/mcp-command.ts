import { openArchive } from '../archive/archive.ts';
import { archiveFolder, journalFolder } from '../archive/folder.ts';
import { ScanError } from '../errors.ts';
import { createSecretReader } from '../given/secret-values.ts';
import { proxiesFrom } from '../http/proxy.ts';
import { keptIn } from '../journal/journal-file.ts';
import type { HttpPlace } from '../mcp/http.ts';
import { permittedSecrets } from '../mcp/secrets.ts';
import { createSlot } from '../mcp/slot.ts';
import type { Workbench } from '../mcp/workbench.ts';
import { parseTarget } from '../target.ts';
import { untilInterrupted } from './interrupt.ts';
import type { McpFlags } from './mcp-options.ts';
import { DEFAULT_PORT } from './mcp-options.ts';
import { numberOf } from './number-of.ts';
import { tell } from './terminal.ts';

const HIGHEST_PORT = 65_535;

/** `middlebrick mcp`: serves coding assistants until they close their end or the user stops it. */
export async function mcpCommand(flags: McpFlags): Promise<number> {
  const bench = workbenchOf(flags);
  if (flags.http) {
    const { serveOverHttp } = await import('../mcp/http.ts');
    await untilInterrupted((signal) =>
      serveOverHttp(bench, placeOf(flags), signal, (url) => bench.log(`MCP at ${url}`)),
    );
    return 0;
  }
  const stray = (['host', 'port', 'token', 'allowedHost'] as const).find((name) => flags[name] !== undefined);
  if (stray) {
    const flag = stray === 'allowedHost' ? 'allowed-host' : stray;
    throw new ScanError('invalid-option', `--${flag} is for --http.`);
  }
  const { serveOverPipes } = await import('../mcp/stdio.ts');
  await untilInterrupted((signal) =>
    serveOverPipes(bench, { input: process.stdin, output: process.stdout }, signal),
  );
  return 0;
}

/** @throws ScanError invalid-option */
export function placeOf(flags: McpFlags): HttpPlace {
  return {
    host: flags.host ?? '127.0.0.1',
    port: numberOf(flags.port ?? `${DEFAULT_PORT}`, '--port', 0, HIGHEST_PORT) ?? 0,
    token: flags.token && createSecretReader(process.env)(flags.token, '--token'),
    hosts: flags.allowedHost ?? [],
  };
}

export function workbenchOf(flags: McpFlags): Workbench {
  return {
    archive: openArchive(archiveFolder(process.env)),
    journal: keptIn(journalFolder(process.env)),
    secret: permittedSecrets(process.env, flags.env ?? []),
    proxies: proxiesFrom(process.env),
    targets: (flags.target ?? []).map((typed) => parseTarget(typed).origin),
    slot: createSlot(),
    // Standard output is the protocol's.
    log: tell,
  };
}
