import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../config/read.ts';
import type { Config } from '../config/schema.ts';
import { ScanError } from '../errors.ts';
import { plain } from '../findings/plain.ts';
import { readText } from '../given/read-file.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import type { ScanFlags } from './scan-options.ts';

const CONFIG_FILE = 'middlebrick.yaml';
const LONGEST_NOTICE = 300;

export interface GivenConfig {
  readonly config: Config;
  /** To be said first: nobody typed what stands in a file that was found. */
  readonly notices: readonly string[];
  /** How secrets are read that the file names. */
  readonly secret: (read: ReadSecret) => ReadSecret;
  /** True for a file that was found and not named: its logins may go to the target alone. */
  readonly isFound?: true;
}

/**
 * The configuration: named, or found in the folder that the user works in. A repository that somebody only wanted to
 * look at may hold one, so a found file may neither send any variable of this machine to a host of its choice nor
 * overwrite files elsewhere.
 * @throws ScanError
 */
export function configFor(flags: ScanFlags): GivenConfig {
  if (flags.config === false) return { config: {}, notices: [], secret: (read) => read };
  const named = flags.config;
  const file = named ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined);
  if (file === undefined) return { config: {}, notices: [], secret: (read) => read };
  const config = readConfig(readText(file, 'configuration file'), file);
  if (named !== undefined) return { config, notices: [], secret: (read) => read };
  const notices = [noticeOf(config)];
  if (flags.trustConfig) return { config, notices, secret: (read) => read };
  if (flags.format === undefined) checkOutputs(config.formats ?? []);
  return { config, notices, secret: onlyOurs, isFound: true };
}

/** What matters most with its value: where the scan goes, and whether it may change things. */
function noticeOf({ url, mode, llm, ...others }: Config): string {
  const told = [
    ...(url === undefined ? [] : [`url ${url}`]),
    ...(mode === undefined ? [] : [`mode ${mode}`]),
    ...(llm ? ['llm'] : []),
    ...Object.keys(others).filter((key) => key !== '$schema'),
  ].join(', ');
  const says = plain(`Settings are taken from ${CONFIG_FILE}, which was found here: ${told || 'none'}`);
  return `${says.slice(0, LONGEST_NOTICE)}. --no-config ignores it.`;
}

/** Variables that are meant for us by their name. */
function onlyOurs(read: ReadSecret): ReadSecret {
  return (value, key) => {
    const variable = /^env:(\w+)$/.exec(value)?.[1];
    if (variable !== undefined && !variable.startsWith('MIDDLEBRICK_')) {
      throw new ScanError(
        'invalid-config',
        `${CONFIG_FILE}, ${key}: a file that was found may read only variables that begin with MIDDLEBRICK_, not ${variable}. Rename it, or trust the file: --trust-config, or --config ${CONFIG_FILE}.`,
      );
    }
    return read(value, key);
  };
}

function checkOutputs(formats: readonly string[]): void {
  const folder = realpathSync(process.cwd());
  for (const format of formats) {
    const at = format.indexOf('=');
    if (at === -1) continue;
    const target = existing(path.resolve(format.slice(at + 1)));
    const isBelow = target === folder || target.startsWith(folder + path.sep);
    if (!isBelow) {
      throw new ScanError(
        'invalid-config',
        `${CONFIG_FILE}, formats: a file that was found writes reports only below its own folder, not to ${plain(format.slice(at + 1))}. --trust-config, or --config ${CONFIG_FILE}, lets it.`,
      );
    }
  }
}

/** The file as it lies on the disk, behind symbolic links, as far as it is there. */
function existing(file: string): string {
  const parts: string[] = [];
  let at = file;
  while (!existsSync(at) && path.dirname(at) !== at) {
    parts.unshift(path.basename(at));
    at = path.dirname(at);
  }
  return path.join(realpathSync(at), ...parts);
}
