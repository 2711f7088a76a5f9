/**
 * Do the tests notice? `npm run mutants [-- --seeds 1-100] [--tests 15] [--at src/http]`: each seed picks one single
 * change of the source (a decision turned, an entry of a table or an alternative of a pattern left out, in turn), and the
 * tests nearest to it by imports are run in a copy of this folder. Seeds pick the same change as long as the source is the
 * same. Not part of CI: a hundred take about half an hour.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Mutant } from './mutant-sites.ts';
import { KINDS, mutantsOf } from './mutant-sites.ts';
import { filesBelow, testsNearest } from './mutant-tests.ts';

const COPIED = [
  'src',
  'test',
  'lab',
  'scripts',
  'guides',
  'schema',
  'docs',
  'fleet',
  'README.md',
  'action.yml',
];
const SETTINGS = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'vitest.config.ts'];
/** Sentences for people, and what only draws them. */
const NOT_DECIDING = /^src\/(?:guides|report|docs-site|cli\/(?:progress|retention-progress))/;
/** A change that makes a loop endless is noticed, too. */
const LONGEST_MS = 180_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-100' },
    tests: { type: 'string', default: '15' },
    at: { type: 'string', default: 'src' },
  },
});
const [first = 1, last = first] = values.seeds.split('-').map(Number);
const nearest = testsNearest();
const mutants = filesBelow('src', '.ts')
  .filter((file) => file.startsWith(values.at) && !NOT_DECIDING.test(file))
  .sort()
  .flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));

/** The same number for the same seed, everywhere (splitmix32). */
function drawn(seed: number): number {
  let state = Math.imul(seed, 0x9e3779b9) >>> 0;
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad) >>> 0;
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97) >>> 0;
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}

function pick(seed: number): Mutant | undefined {
  const ofKind = mutants.filter(({ kind }) => kind === KINDS[seed % KINDS.length]);
  return ofKind[Math.floor(drawn(seed) * ofKind.length)];
}

const folder = mkdtempSync(join(tmpdir(), 'middlebrick-mutants-'));
for (const name of COPIED)
  cpSync(name, join(folder, name), {
    recursive: true,
    filter: (path) => !path.includes('node_modules') && !path.includes('/target/'),
  });
for (const name of SETTINGS) cpSync(name, join(folder, name));
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));

/** Test files that fail in the copy as it stands; the first failure ends the run. */
function failing(tests: readonly string[]): string[] {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const words = ['vitest', 'run', '--bail=1', '--reporter=json', `--outputFile=${report}`, ...tests];
  const { status } = spawnSync('npx', words, { cwd: folder, stdio: 'ignore', timeout: LONGEST_MS });
  if (status === 0) return [];
  if (!existsSync(report)) return [...tests];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { name: string; status: string }[];
  };
  const failed = testResults.filter((one) => one.status === 'failed').map(({ name }) => name);
  return failed.length > 0 ? failed : [...tests];
}

/** Whether a test sees the change: one that fails with it, and does not fail without it. */
function judge(mutant: Mutant): 'killed' | 'SURVIVED' | 'NO TEST' | 'UNSOUND' {
  const tests = nearest(mutant.file, Number(values.tests));
  if (tests.length === 0) return 'NO TEST';
  const path = join(folder, mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end));
  const seen = failing(tests);
  writeFileSync(path, source);
  if (seen.length === 0) return 'SURVIVED';
  return failing(seen).length === 0 ? 'killed' : 'UNSOUND';
}

let killed = 0;
let judged = 0;
try {
  for (let seed = first; seed <= last; seed += 1) {
    const mutant = pick(seed);
    if (mutant === undefined) continue;
    const source = readFileSync(mutant.file, 'utf8');
    const line = source.slice(0, mutant.start).split('\n').length;
    const was = source.slice(mutant.start, mutant.end).replace(/\s+/g, ' ').slice(0, 70);
    const verdict = judge(mutant);
    // What fails without the change as well says nothing of it.
    if (verdict !== 'UNSOUND') judged += 1;
    if (verdict === 'killed') killed += 1;
    process.stdout.write(
      `${String(seed).padStart(3)} ${verdict.padEnd(8)} ${mutant.kind} ${mutant.file}:${line}  ${was} -> ${mutant.text.slice(0, 40) || 'nothing'}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(
  `${killed} of ${judged} killed (${Math.round((100 * killed) / Math.max(1, judged))} %)\n`,
);
