/**
 * Do the tests notice? `npm run mutants [-- --seeds 1-100] [--tests 15] [--at src/http]`: each seed picks one single
 * change of the source (a decision turned, an entry of a table or an alternative of a pattern left out, in turn), and the
 * tests nearest to it by imports are run in a copy of this folder. Seeds pick the same change as long as the source is the
 * same. Not part of CI: a hundred take about half an hour.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

/** `undefined` where no test is near, `true` where one fails. */
function noticed(mutant: Mutant): boolean | undefined {
  const tests = nearest(mutant.file, Number(values.tests));
  if (tests.length === 0) return undefined;
  const path = join(folder, mutant.file);
  const source = readFileSync(mutant.file, 'utf8');
  writeFileSync(path, source.slice(0, mutant.start) + mutant.text + source.slice(mutant.end));
  try {
    const { status } = spawnSync('npx', ['vitest', 'run', '--bail=1', '--reporter=dot', ...tests], {
      cwd: folder,
      stdio: 'ignore',
      timeout: LONGEST_MS,
    });
    return status !== 0;
  } finally {
    writeFileSync(path, source);
  }
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
    const dead = noticed(mutant);
    judged += 1;
    if (dead) killed += 1;
    const verdict = dead === undefined ? 'NO TEST ' : dead ? 'killed  ' : 'SURVIVED';
    process.stdout.write(
      `${String(seed).padStart(3)} ${verdict} ${mutant.kind} ${mutant.file}:${line}  ${was} -> ${mutant.text.slice(0, 40) || 'nothing'}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.stdout.write(
  `${killed} of ${judged} killed (${Math.round((100 * killed) / Math.max(1, judged))} %)\n`,
);
