import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FetchExternal } from './documents.ts';
import { MAX_DOCUMENT_BYTES } from './parse-document.ts';

/**
 * Reads what a document on disk refers to: files of its own directory and below, behind symbolic links too, and
 * nothing else. Other addresses go to `elsewhere`, where one is given.
 */
export function siblingFiles(specPath: string, elsewhere?: FetchExternal): FetchExternal {
  return async (url) => {
    if (!url.startsWith('file:')) {
      if (elsewhere) return elsewhere(url);
      throw new Error('a document on disk may only name files of its own directory');
    }
    const directory = await realpath(path.dirname(path.resolve(specPath)));
    const file = await realpath(fileURLToPath(url)).catch(() => undefined);
    // Whether a file outside exists is nobody's business.
    if (file === undefined || !file.startsWith(directory + path.sep)) {
      throw new Error('there is no such file in the directory of the document');
    }
    const facts = await stat(file);
    if (!facts.isFile()) throw new Error('it is no ordinary file');
    if (facts.size > MAX_DOCUMENT_BYTES) throw new Error('it is over 20 MB');
    return readFile(file, 'utf8');
  };
}
