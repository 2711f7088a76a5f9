import { writeFileSync } from 'node:fs';
import { ACTION_BUNDLE, bundleAction } from './action-bundle.ts';

/** Writes the one file that the GitHub Action runs. `npm test` fails while it is stale. */
const text = await bundleAction();
writeFileSync(ACTION_BUNDLE, text);
process.stdout.write(`${ACTION_BUNDLE}: ${Buffer.byteLength(text)} bytes\n`);
