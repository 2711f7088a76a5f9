import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Beside `src/` in the repository, beside `dist/` in the package; a bundle may stand one folder nearer. */
const PLACES = ['../../guides/', '../guides/'].map((place) => new URL(place, import.meta.url));
const FOLDER = PLACES.find((place) => existsSync(new URL('memory-leak/any.md', place)));

/** The text of a page, or undefined where there is none. */
export async function readPage(folder: string, name: string): Promise<string | undefined> {
  if (!FOLDER) return undefined;
  try {
    return await readFile(new URL(`${folder}/${name}.md`, FOLDER), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
