import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Deeper than this, a repository holds its dependencies' files rather than its own. */
const MAX_DEPTH = 6;
/** Looking around must end within a second, whatever folder it is started in. */
const MAX_ENTRIES = 20_000;
/** Built, fetched or somebody else's: what stands there says nothing about this service. */
const NOT_OURS = new Set(
  'node_modules target vendor venv env dist build out bin obj coverage __pycache__ site-packages test tests fixtures'.split(
    ' ',
  ),
);

/** A repository as it was found. Paths are relative, with forward slashes, shallow ones first. */
export interface Tree {
  readonly root: string;
  readonly files: readonly string[];
  /** What could not be looked at, a sentence each. */
  readonly notes: string[];
}

/** Lists files below a folder. Symbolic links are not followed: they may lead out, or round in circles. */
export function walk(root: string): Tree {
  const files: string[] = [];
  const notes: string[] = [];
  let folders = [''];
  let seen = 0;
  for (let depth = 0; depth <= MAX_DEPTH && folders.length > 0; depth += 1) {
    const below: string[] = [];
    for (const folder of folders) {
      for (const entry of entriesOf(join(root, folder), folder, notes)) {
        seen += 1;
        if (seen > MAX_ENTRIES) {
          notes.push(`Only the first ${MAX_ENTRIES} entries were looked at.`);
          return { root, files, notes };
        }
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isFile()) files.push(path);
        else if (entry.isDirectory() && !entry.name.startsWith('.') && !NOT_OURS.has(entry.name)) {
          below.push(path);
        }
      }
    }
    folders = below;
  }
  return { root, files, notes };
}

function entriesOf(path: string, folder: string, notes: string[]) {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    notes.push(`${folder || 'The folder'} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    return [];
  }
}

/** The first bytes of a file as text; undefined, with a note, where it cannot be read. */
export function head(tree: Tree, path: string, maxBytes: number): string | undefined {
  try {
    const file = openSync(join(tree.root, path), 'r');
    try {
      const bytes = Buffer.alloc(Math.min(maxBytes, statSync(join(tree.root, path)).size));
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    tree.notes.push(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    return undefined;
  }
}
