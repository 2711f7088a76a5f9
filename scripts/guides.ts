import { readFileSync, writeFileSync } from 'node:fs';
import { guidePages, written } from './guide-pages.ts';

/** Writes samples and measurements into every page of the guides. The tests of the rules write what a scan shows. */
for (const path of guidePages()) {
  const page = readFileSync(path, 'utf8');
  const fresh = written(page);
  if (fresh === page) continue;
  writeFileSync(path, fresh);
  process.stdout.write(`${path}\n`);
}
