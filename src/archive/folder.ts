import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where past scans are kept: XDG Base Directory Specification, state. */
export function archiveFolder(env: NodeJS.ProcessEnv): string {
  return stateFolder(env, 'scans');
}

/** Where past retention runs are kept. */
export function retentionFolder(env: NodeJS.ProcessEnv): string {
  return stateFolder(env, 'retention');
}

/** Where active scans note what they make, before they make it. */
export function journalFolder(env: NodeJS.ProcessEnv): string {
  return stateFolder(env, 'journals');
}

function stateFolder(env: NodeJS.ProcessEnv, name: string): string {
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'middlebrick', name);
}
