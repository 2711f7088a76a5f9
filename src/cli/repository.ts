import { realpathSync } from 'node:fs';
import { repositoryRoot } from '../openapi/local-files.ts';
import type { Repository } from '../report/repository-place.ts';

/** Where the user works, and the root of the repository around it: the folder itself where there is none. */
export function repositoryHere(env: NodeJS.ProcessEnv = process.env): Repository {
  const folder = process.cwd();
  const root = repositoryRoot(folder) ?? folder;
  // A shell that went through a symbolic link names the folder otherwise, and so do scripts that build on it.
  const shown = env.PWD !== undefined && realpath(env.PWD) === folder ? env.PWD : folder;
  const depth = folder.length - root.length;
  const alias = depth === 0 ? shown : shown.slice(0, shown.length - depth);
  const isAlias = realpath(alias) === root;
  return {
    folder: slashes(folder),
    roots: [...new Set([slashes(root), ...(isAlias ? [slashes(alias)] : [])])],
  };
}

function realpath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
