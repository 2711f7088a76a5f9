/**
 * Do the tests notice? `npm run mutants [-- --seeds 1-100,117 --tests 25 --at src/http --list]`: each seed picks one single
 * change of the source (a decision turned, an entry of a table or an alternative of a pattern left out, in turn), and the
 * tests nearest to it are run in a copy of this folder. A seed picks the same change as long as that line stands. Not part
 * of CI, for the time that it takes: one process reads the sources once and then runs a few files a change.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { transform } from 'esbuild';
import { warmRunner } from './mutant-process.ts';
import type { Mutant } from './mutant-sites.ts';
import { KINDS, mutantsOf } from './mutant-sites.ts';
import { filesBelow, testsNearest } from './mutant-tests.ts';

const COPIED =
  'src test lab scripts guides schema docs fleet dist ci-templates README.md action.yml package.json tsconfig.json tsconfig.build.json vitest.config.ts'.split(
    ' ',
  );
/** Sentences for people, and what only draws them. */
const NOT_DECIDING = /^src\/(?:guides|report|docs-site|cli\/(?:progress|retention-progress))/;
/** Most changes fail in the first file, and a start of the worker costs as much as a file: so many are run together. */
const STAGES = [0, 2, 6, Number.POSITIVE_INFINITY];

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-100' },
    tests: { type: 'string', default: '25' },
    at: { type: 'string', default: 'src' },
    list: { type: 'boolean', default: false },
  },
});
const seeds = values.seeds.split(',').flatMap((range) => {
  const [first = 1, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
});

interface Site extends Mutant {
  readonly place: string;
  readonly says: string;
  /** Of the file, the line's text and the change: no other edit moves it. */
  readonly hash: number;
}

function sitesOf(file: string): Site[] {
  const source = readFileSync(file, 'utf8');
  const alike = new Map<string, number>();
  return mutantsOf(file, source).map((mutant) => {
    const before = source.slice(0, mutant.start).split('\n');
    const line = `${before.at(-1)}${source.slice(mutant.start).split('\n')[0]}`.trim();
    const was = source.slice(mutant.start, mutant.end).replace(/\s+/g, ' ');
    const says = `${was.slice(0, 70)} -> ${mutant.text.slice(0, 40) || 'nothing'}`;
    const key = `${file} ${mutant.kind} ${line} ${was}`;
    const times = (alike.get(key) ?? 0) + 1;
    alike.set(key, times);
    return { ...mutant, place: `${file}:${before.length}`, says, hash: hashed(`${key} ${times}`) };
  });
}

/** FNV-1a. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The same number for the same two, everywhere (splitmix32). */
function mixed(hash: number, seed: number): number {
  let state = (hash + Math.imul(seed, 0x9e3779b9)) >>> 0;
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad) >>> 0;
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97) >>> 0;
  return (state ^ (state >>> 15)) >>> 0;
}

const sites = filesBelow('src', '.ts')
  .filter((file) => file.startsWith(values.at) && !NOT_DECIDING.test(file))
  .sort()
  .flatMap(sitesOf);

/** The one whose number is least: what is added or taken away elsewhere changes nothing. */
function pick(seed: number): Site | undefined {
  const kind = KINDS[seed % KINDS.length];
  let best: Site | undefined;
  for (const site of sites)
    if (site.kind === kind && (!best || mixed(site.hash, seed) < mixed(best.hash, seed))) best = site;
  return best;
}

const folder = mkdtempSync(join(tmpdir(), 'middlebrick-mutants-'));
const runner = warmRunner(folder);
const nearest = testsNearest();

function copySources(): void {
  for (const name of COPIED.filter((one) => existsSync(one)))
    cpSync(name, join(folder, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules') && !path.includes('/target/'),
    });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
}

/** The source, and what is built from it: tests of the command line run that. */
async function write(file: string, source: string): Promise<void> {
  writeFileSync(join(folder, file), source);
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'es2023' });
  const built = code.replace(/((?:from|import)\s*\(?\s*["']\.[^"']+)\.ts(["'])/g, '$1.js$2');
  const place = join(folder, file.replace(/^src/, 'dist').replace(/\.ts$/, '.js'));
  // The Action is bundled and not built.
  if (existsSync(place)) writeFileSync(place, built);
}

interface Judged {
  readonly verdict: 'killed' | 'SURVIVED' | 'NO TEST' | 'UNSOUND' | '';
  /** The test that saw it. */
  readonly by?: string | undefined;
}

/** Whether a test sees the change: one that fails with it, and does not fail without it. */
async function judge(site: Site): Promise<Judged> {
  const tests = nearest(site, Number(values.tests));
  if (tests.length === 0) return { verdict: 'NO TEST' };
  const source = readFileSync(site.file, 'utf8');
  let unsound = false;
  for (const [at, from] of STAGES.entries()) {
    const some = tests.slice(from, STAGES[at + 1]);
    if (some.length === 0) break;
    await write(site.file, source.slice(0, site.start) + site.text + source.slice(site.end));
    const failed = await runner.failing(some, site.file);
    await write(site.file, source);
    if (failed.length === 0) continue;
    const anyway = await runner.failing(failed, site.file);
    const by = failed.find((test) => !anyway.includes(test));
    if (by !== undefined) return { verdict: 'killed', by };
    unsound = true;
  }
  return { verdict: unsound ? 'UNSOUND' : 'SURVIVED' };
}

let killed = 0;
let judged = 0;
try {
  if (!values.list) copySources();
  for (const seed of seeds) {
    const site = pick(seed);
    if (site === undefined) continue;
    const { verdict, by }: Judged = values.list ? { verdict: '' } : await judge(site);
    // What fails without the change as well says nothing of it.
    if (verdict !== 'UNSOUND') judged += 1;
    if (verdict === 'killed') killed += 1;
    process.stdout.write(
      `${String(seed).padStart(3)} ${verdict.padEnd(8)} ${site.kind} ${site.place}  ${site.says}${by ? `  [${by}]` : ''}\n`,
    );
  }
} finally {
  runner.end();
  rmSync(folder, { recursive: true });
}
if (!values.list)
  process.stdout.write(
    `${killed} of ${judged} killed (${Math.round((100 * killed) / Math.max(1, judged))} %)\n`,
  );
