import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const AUTHOR = ['-c', 'user.name=copy', '-c', 'user.email=copy@localhost', '-c', 'commit.gpgsign=false'];

/** Runs git in a folder; returns what it prints. */
export function git(folder: string, ...words: string[]): string {
  return execFileSync('git', [...AUTHOR, ...words], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

/**
 * What a clone of this repository would hold, were all of it committed: a repository of one commit, without `dist`. The
 * packages installed here stand in it as a link, where asked for.
 */
export function freshCopy(folder: string, options: { readonly packages: boolean }): void {
  const listed = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate');
  const deleted = new Set(git(ROOT, 'ls-files', '-z', '--deleted').split('\0'));
  for (const path of listed.split('\0').filter((one) => one !== '' && !deleted.has(one))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path), { verbatimSymlinks: true });
  }
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  if (options.packages) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  // `node_modules/` in .gitignore speaks of folders, not of links.
  writeFileSync(join(folder, '.git/info/exclude'), 'node_modules\n');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'All of it');
}
