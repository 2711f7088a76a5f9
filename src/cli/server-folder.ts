import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Which database commands of the server mean: `DATABASE_URL`, else the one that is embedded in the folder. */
export function serverFolder(
  { data }: { readonly data?: string },
  env: NodeJS.ProcessEnv,
): { readonly folder: string; readonly databaseUrl: string | undefined } {
  const home = env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return {
    folder: resolve(data ?? join(home, 'middlebrick', 'server')),
    databaseUrl: env.DATABASE_URL || undefined,
  };
}
