import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Paths below a folder with this ending. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(ending));
}

/** Browsers, other programs and live probes: slow, and held to what is built from the source, not to the source. */
const NOT_HERE = /\.live\.|^test\/(?:cli|action|docs-site|init|guides|report\/browser)/;

/** Which tests are nearest to a file by the imports between them, nearest first. */
export function testsNearest(): (file: string, most: number) => string[] {
  const importers = new Map<string, string[]>();
  for (const file of ['src', 'test', 'lab', 'scripts'].flatMap((folder) => filesBelow(folder, '.ts')))
    for (const [, named = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import\()\s*'(\.[^']+\.ts)'/g,
    )) {
      const imported = join(dirname(file), named);
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  return (file, most) => {
    const seen = new Set([file]);
    const tests: string[] = [];
    let edge = [file];
    while (edge.length > 0 && tests.length < most) {
      edge = edge.flatMap((one) => importers.get(one) ?? []).filter((one) => !seen.has(one) && seen.add(one));
      edge = [...new Set(edge)].sort();
      tests.push(...edge.filter((one) => one.endsWith('.test.ts') && !NOT_HERE.test(one)));
    }
    return tests.slice(0, most);
  };
}
