import { readFile } from 'node:fs/promises';

/** Beside `src/` in the repository, beside `dist/` in the package. */
const FOLDER = new URL('../../guides/', import.meta.url);

/** The text of a page, or undefined where there is none. */
export async function readPage(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(new URL(`${folder}/${name}.md`, FOLDER), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
