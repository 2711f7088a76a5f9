import { lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ScanError } from '../errors.ts';

/**
 * Has a file written where the user named it: its folder is made, and what is there already is a regular file. Never
 * through a symbolic link: what lies in a folder may be a stranger's, and a link would choose which of the user's files
 * is written.
 * @throws ScanError unreadable-file
 */
export function writtenTo<Written>(path: string, write: () => Written): Written {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there?.isSymbolicLink()) throw new Error('it is a symbolic link; name the file that it leads to');
    if (there && !there.isFile()) throw new Error('it is no regular file');
    return write();
  } catch (cause) {
    throw new ScanError('unreadable-file', `Cannot write ${path}: ${(cause as Error).message}.`, { cause });
  }
}
