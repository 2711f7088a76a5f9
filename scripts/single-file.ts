/**
 * npm run single-file [folder]: the command line as one file, `middlebrick.cjs`, that needs Node and nothing beside it.
 * With `-- --executable` also `middlebrick`, the same with the Node that runs this script inside it.
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Plugin } from 'esbuild';
import { bundle } from './bundle.ts';
import { makeExecutable } from './executable.ts';

const ROOT = new URL('../', import.meta.url);
const GUIDES = new URL('guides/', ROOT);

/** Pages of guides as a part of the code, in the place of the module that reads them from the folder beside it. */
const guidesInside: Plugin = {
  name: 'guides-inside',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]guides[\\/]read-pages\.ts$/ }, () => ({
      loader: 'ts',
      contents: `const PAGES: Record<string, string> = ${JSON.stringify(guidePages())};
export const readPage = async (folder: string, name: string): Promise<string | undefined> =>
  Object.hasOwn(PAGES, folder + '/' + name) ? PAGES[folder + '/' + name] : undefined;`,
    }));
  },
};

function guidePages(): Record<string, string> {
  const paths = readdirSync(GUIDES, { recursive: true, encoding: 'utf8' });
  const pages = paths.map((path) => path.replaceAll('\\', '/')).filter((path) => path.endsWith('.md'));
  return Object.fromEntries(
    pages.sort().map((path) => [path.slice(0, -'.md'.length), readFileSync(new URL(path, GUIDES), 'utf8')]),
  );
}

/** Writes the file, and the executable where one is wanted. Returns their paths. */
export async function singleFile(
  folder: string,
  options: { readonly executable: boolean },
): Promise<string[]> {
  const text = await bundle(
    'src/cli/main.ts',
    {
      plugins: [guidesInside],
      // Loads files of its own from beside itself: where it is not installed, "serve" wants a PostgreSQL.
      external: ['@electric-sql/pglite'],
      minifySyntax: true,
      minifyWhitespace: true,
    },
    'Made by `npm run single-file`.',
  );
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'middlebrick.cjs');
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return options.executable ? [file, makeExecutable(file, folder)] : [file];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    options: { executable: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const paths = await singleFile(positionals[0] ?? fileURLToPath(new URL('single/', ROOT)), values);
  for (const path of paths) process.stdout.write(`${path}\n`);
}
