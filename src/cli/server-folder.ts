import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the server of this user keeps what is its own. */
export function serverFolder(named: string | undefined, env: NodeJS.ProcessEnv): string {
  const home = env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return resolve(named ?? join(home, 'middlebrick', 'server'));
}
