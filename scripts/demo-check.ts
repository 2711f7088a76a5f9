/**
 * Scans the demo shop with the built command line and holds the result against lab/demo/expected.json: score, grade,
 * and every finding with its severity and places. `--write` renews the file: look at the difference before you commit it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { serveLab } from '../lab/app.ts';
import { demoApp, demoToken } from '../lab/demo/app.ts';
import type { ScanResult } from '../src/result.ts';
import { scanResult } from '../src/result.ts';
import { measuredRun } from './measured-run.ts';

const EXPECTED = new URL('../lab/demo/expected.json', import.meta.url);

interface Expected {
  readonly grade: string | null;
  readonly score: number | null;
  /** Rule, severity, and how many places show it. */
  readonly findings: readonly string[];
}

function summed({ score, findings }: ScanResult): Expected {
  const lines = findings.map(
    ({ rule, severity, confidence, locations }) =>
      `${rule}: ${severity}, ${confidence}, ${locations.length} ${locations.length === 1 ? 'place' : 'places'}`,
  );
  return { grade: score.grade, score: score.value, findings: lines.sort() };
}

const lab = await serveLab(demoApp());
const told = ['--bearer', 'env:DEMO_TOKEN', '--quiet', '--no-save', '--no-config', '--format', 'json'];
const { stdout } = await measuredRun(['scan', lab.url, ...told], {
  ...process.env,
  DEMO_TOKEN: demoToken(),
});
await lab.close();
const found = summed(scanResult.parse(JSON.parse(stdout)));

if (process.argv.includes('--write')) {
  writeFileSync(EXPECTED, `${JSON.stringify(found, null, 2)}\n`);
} else {
  const expected = JSON.parse(readFileSync(EXPECTED, 'utf8')) as Expected;
  const lines = [
    ...expected.findings.filter((line) => !found.findings.includes(line)).map((line) => `- ${line}`),
    ...found.findings.filter((line) => !expected.findings.includes(line)).map((line) => `+ ${line}`),
  ];
  process.stdout.write(
    `Demo: ${found.grade} ${found.score}, ${found.findings.length} findings; expected ${expected.grade} ${expected.score}, ${expected.findings.length}.\n`,
  );
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (!isDeepStrictEqual(found, expected)) {
    process.stdout.write('If this is as it should be: npm run demo:renew\n');
    process.exitCode = 1;
  }
}
