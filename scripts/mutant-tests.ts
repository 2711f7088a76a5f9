import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Mutant } from './mutant-sites.ts';

/** Paths below a folder with this ending. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(ending));
}

/** Browsers and load; the Action's bundle and the guides' programs are held to files that nobody builds here. */
const NOT_HERE = /\.live\.|^test\/(?:action|docs-site|guides|hostile|regular-expressions|report\/browser)/;
/** Reads the sources instead of importing them. */
const OF_EXPRESSIONS = 'test/tables/expressions.test.ts';
/** What is imported when the program runs; types are not. */
const IMPORTS = /^(?:import|export)\s+(?!type\b)[^;]*?from '(\.[^']+\.ts)'|import\('(\.[^']+\.ts)'\)/gm;

/**
 * The tests that are nearest to a change, nearest first: by the imports between files, and at each step the test that bears
 * the file's name, since a rule is tested through the whole pipeline and not by importing it.
 */
export function testsNearest(): (mutant: Mutant, most: number) => string[] {
  const importers = new Map<string, string[]>();
  for (const file of ['src', 'test', 'lab', 'scripts'].flatMap((folder) => filesBelow(folder, '.ts')))
    for (const [, fixed, late] of readFileSync(file, 'utf8').matchAll(IMPORTS)) {
      const imported = join(dirname(file), fixed ?? late ?? '');
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  const tests = filesBelow('test', '.test.ts').filter((file) => !NOT_HERE.test(file));
  const namesakes = (file: string) => {
    const own = file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts');
    const name = basename(own);
    return tests.filter((test) => (name === 'index.test.ts' ? test === own : basename(test) === name));
  };
  return (mutant, most) => {
    const { file, kind } = mutant;
    const folder = dirname(file).replace(/^src/, 'test');
    const found = new Set(kind === 'alternative' && existsSync(OF_EXPRESSIONS) ? [OF_EXPRESSIONS] : []);
    const seen = new Set([file]);
    let edge = [file];
    while (edge.length > 0 && found.size < most) {
      const far = (test: string) => (dirname(test) === folder ? 0 : 1);
      const ordered = (list: readonly string[]) =>
        [...list].sort((a, b) => far(a) - far(b) || (a < b ? -1 : 1)).filter((test) => tests.includes(test));
      // Who imports it knows it better than who bears the name of an importer.
      const importing = ordered(edge.filter((one) => one.startsWith('test/')));
      for (const test of [...importing, ...ordered(edge.flatMap(namesakes))]) found.add(test);
      edge = [...new Set(edge.flatMap((one) => importers.get(one) ?? []))].filter((one) => !seen.has(one));
      for (const one of edge) seen.add(one);
    }
    return [...found].slice(0, most);
  };
}
