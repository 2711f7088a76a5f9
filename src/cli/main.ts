#!/usr/bin/env node
import { VERSION } from '../version.ts';

// Answered before anything is loaded: assistants and scripts ask for it often.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`${VERSION}\n`);
} else {
  const { run } = await import('./program.ts');
  process.exitCode = await run(process.argv);
}
