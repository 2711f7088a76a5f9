import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where past scans are kept: XDG Base Directory Specification, state. */
export function archiveFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'middlebrick', 'scans');
}
