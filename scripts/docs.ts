import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedPages } from './generated-pages.ts';

/** Writes every generated page. `npm test` fails while one is stale. */
for (const [path, text] of await generatedPages()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
