import { existsSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FetchExternal } from './documents.ts';
import { MAX_DOCUMENT_BYTES } from './parse-document.ts';

/** Where the user works, and where he lives. */
interface Folders {
  readonly work: string;
  readonly home: string;
}

/**
 * Reads what a document on disk refers to: files of its repository, else of the folder that the user works in where
 * the document lies below it, else of its own folder; behind symbolic links too, and nothing else. Hidden files are read
 * only below the document's own folder.
 */
export function filesBeside(
  specPath: string,
  { work = process.cwd(), home = homedir() }: Partial<Folders> = {},
): FetchExternal {
  return async (url) => {
    if (!url.startsWith('file:')) throw new Error('a document on disk may only name files');
    const folder = await realpath(path.dirname(pathOf(specPath)));
    const root = await boundaryOf(folder, { work, home });
    const file = await realpath(fileURLToPath(url)).catch(() => undefined);
    // Whether a file outside exists is nobody's business.
    if (file === undefined || !isWithin(file, root) || (!isWithin(file, folder) && isHidden(file, root))) {
      throw new Error(`there is no such file in ${root}`);
    }
    const facts = await stat(file);
    if (!facts.isFile()) throw new Error('it is no ordinary file');
    if (facts.size > MAX_DOCUMENT_BYTES) throw new Error('it is over 20 MB');
    return readFile(file, 'utf8');
  };
}

function pathOf(specPath: string): string {
  return specPath.startsWith('file:') ? fileURLToPath(specPath) : path.resolve(specPath);
}

/** A home folder, or what holds it, is no repository of one API: keys and histories lie there. */
async function boundaryOf(folder: string, folders: Folders): Promise<string> {
  const home = await realpath(folders.home).catch(() => folders.home);
  const isTooMuch = (root: string) => root === path.parse(root).root || root === home || isWithin(home, root);
  const repository = repositoryRoot(folder);
  if (repository !== undefined && !isTooMuch(repository)) return repository;
  const work = await realpath(folders.work);
  return isWithin(folder, work) && !isTooMuch(work) ? work : folder;
}

function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

function isHidden(file: string, root: string): boolean {
  return path
    .relative(root, file)
    .split(path.sep)
    .some((part) => part.startsWith('.'));
}

/** The folder that holds `.git` (a file in work trees and submodules), here or above; undefined outside of repositories. */
export function repositoryRoot(from: string): string | undefined {
  let folder = path.resolve(from);
  for (;;) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    const above = path.dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}
