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
/** Read the sources instead of importing them. */
const OF_TABLES: Readonly<Partial<Record<Mutant['kind'], string>>> = {
  alternative: 'test/tables/expressions.test.ts',
  entry: 'test/tables/words.test.ts',
};
/** Tests of the command line run what is built. */
const RUNS_BUILT = /\bdist\/cli\/main\.js/;
const COMMAND_LINE = 'src/cli/main.ts';
/** What is imported when the program runs; types are not. */
const IMPORTS = /^(?:import|export)\s+(?!type\b)[^;]*?from '(\.[^']+\.ts)'|import\('(\.[^']+\.ts)'\)/gm;

/** Steps from a file to a test that knows it well: it imports the file, or an importer bears its name. */
const CLOSE = 1;

/**
 * The tests that are nearest to a change, nearest first: by the imports between files, and at each step the test that bears
 * the file's name, since a rule is tested through the whole pipeline and not by importing it. Behind those that are close
 * the ones of the same folder come sooner than their imports say.
 */
export function testsNearest(): (mutant: Mutant, most: number) => string[] {
  const importers = new Map<string, string[]>();
  for (const file of ['src', 'test', 'lab', 'scripts'].flatMap((folder) => filesBelow(folder, '.ts'))) {
    const text = readFileSync(file, 'utf8');
    const imports = [...text.matchAll(IMPORTS)].map(([, fixed, late]) =>
      join(dirname(file), fixed ?? late ?? ''),
    );
    for (const imported of RUNS_BUILT.test(text) ? [...imports, COMMAND_LINE] : imports)
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
  }
  const tests = filesBelow('test', '.test.ts').filter((file) => !NOT_HERE.test(file));
  const namesakes = (file: string) => {
    const own = file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts');
    const name = basename(own);
    return tests.filter((test) => (name === 'index.test.ts' ? test === own : basename(test) === name));
  };
  return ({ file, kind }, most) => {
    const ofTable = OF_TABLES[kind];
    const steps = new Map(ofTable && existsSync(ofTable) ? [[ofTable, -1]] : []);
    const seen = new Set([file]);
    let edge = [file];
    for (let step = 0; edge.length > 0; step += 1) {
      // Who imports it knows it better than who bears the name of an importer.
      for (const [at, found] of [
        edge.filter((one) => tests.includes(one)),
        edge.flatMap(namesakes),
      ].entries())
        for (const test of found) if (!steps.has(test)) steps.set(test, step - 0.5 + at / 2);
      edge = [...new Set(edge.flatMap((one) => importers.get(one) ?? []))].filter((one) => !seen.has(one));
      for (const one of edge) seen.add(one);
    }
    const folder = dirname(file).replace(/^src/, 'test');
    const ordered = [...steps]
      .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
      .map(([test, step]) => ({ test, place: step <= CLOSE ? 0 : dirname(test) === folder ? 1 : 2 }));
    const [close, beside, far] = [0, 1, 2].map((place) => ordered.filter((one) => one.place === place));
    // A list of rules is watched from elsewhere, a rule by its neighbours: of these two for each one of those.
    const turns = [...(beside ?? [])].flatMap((one, at) =>
      at % 2 === 1 ? [one, far?.[(at - 1) / 2]] : [one],
    );
    return [...new Set([...(close ?? []), ...turns, ...(far ?? [])])]
      .flatMap((one) => one?.test ?? [])
      .slice(0, most);
  };
}
