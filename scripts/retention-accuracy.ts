/**
 * Writes the tables of docs/retention.md: every recorded trace judged, simulated processes that keep nothing, power,
 * and the runs that are on record: against the fleet in docs/retention-runs.json (`npm run fleet -- measure`), against
 * services over well-known libraries in docs/library-runs.json (`npm run fleet -- libraries`).
 *
 *   npx tsx scripts/retention-accuracy.ts [--simulations 500] [--check]
 *
 * --check writes nothing and fails when a table is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { estimate } from '../src/retention/judge.ts';
import { median } from '../src/retention/statistics.ts';
import type { MemoryClass } from '../src/retention/vocabulary.ts';
import { NULL_PROCESSES, POWER_CASES, shareOf } from '../test/retention/null-processes.ts';
import { type Recorded, recordedTraces } from '../test/retention/recorded-traces.ts';
import { simulate } from '../test/retention/simulated-traces.ts';
import { readRuns } from './fleet-runs.ts';
import { runsSection } from './fleet-runs-page.ts';
import { readLibraryRuns } from './library-runs.ts';
import { librarySection } from './library-runs-page.ts';
import { markdownTable } from './markdown-table.ts';

const DOCUMENT = new URL('../docs/retention.md', import.meta.url);
const ACCUSES = ['unbounded-growth', 'per-request-growth', 'suspected-growth'];
/** Verdicts that are true of each kind of target; suspicion is true of a leak that class D can not confirm. */
const TRUE_OF: Record<string, readonly string[]> = {
  'unbounded-growth': ['unbounded-growth', 'suspected-growth'],
  'per-request-growth': ['per-request-growth', 'suspected-growth'],
  bounded: ['bounded-plateau', 'released-after-idle', 'no-retention'],
  'no-retention': ['no-retention', 'bounded-plateau'],
  'background-growth': ['background-growth', 'no-retention'],
};
const { values } = parseArgs({
  options: {
    simulations: { type: 'string', default: '500' },
    check: { type: 'boolean', default: false },
  },
});

const simulations = Number(values.simulations);
let document = readFileSync(DOCUMENT, 'utf8');
const before = document;
document = between(document, 'traces', traceTables());
document = between(document, 'null', nullTable(simulations));
document = between(document, 'power', powerTable(simulations));
document = between(document, 'services', runsSection(readRuns()));
document = between(document, 'libraries', librarySection(readLibraryRuns()));

if (values.check && document !== before) {
  console.error('docs/retention.md is stale: run npx tsx scripts/retention-accuracy.ts');
  process.exitCode = 1;
} else if (!values.check) {
  writeFileSync(DOCUMENT, document);
  console.log(document === before ? 'docs/retention.md is up to date' : 'docs/retention.md is written');
}

function between(text: string, name: string, table: string): string {
  const [open, close] = [`<!-- ${name}: made by scripts/retention-accuracy.ts -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`docs/retention.md has no markers for ${name}`);
  return `${text.slice(0, start + open.length)}\n\n${table}\n\n${text.slice(end)}`;
}

function traceTables(): string {
  const traces = recordedTraces();
  const lazy = traces.filter(({ runtime }) => runtime === 'node' || runtime === 'jvm');
  const direct = traces.filter((run) => !lazy.includes(run));
  const rows = [...rowsOf(direct, 'A'), ...rowsOf(lazy, 'B'), ...rowsOf(lazy, 'D')];
  return markdownTable(
    ['class', 'target', 'truth', 'verdicts of three runs', 'right', 'wrong', 'estimate, bytes', '99 % ±'],
    rows,
  );
}

function rowsOf(traces: readonly Recorded[], memoryClass: MemoryClass): string[][] {
  const targets = [...new Set(traces.map(({ target }) => target))];
  return targets.map((target) => {
    const runs = traces.filter((run) => run.target === target);
    const [{ truth }] = runs as [Recorded];
    const found = runs.map((run) => estimate(run.as(memoryClass)));
    const verdicts = found.map(({ verdict }) => verdict);
    const right = verdicts.filter((verdict) => TRUE_OF[truth.kind]?.includes(verdict)).length;
    const unclear = verdicts.filter((verdict) => verdict === 'inconclusive').length;
    const growing = found
      .filter(({ verdict }) => ACCUSES.includes(verdict))
      .flatMap(({ bytes }) => bytes ?? []);
    const figure = (of: (interval: (typeof growing)[number]) => number) =>
      growing.length === 0 ? '' : Math.round(median(growing.map(of))).toLocaleString('en');
    return [
      memoryClass,
      target,
      truth.bytes === null
        ? truth.kind
        : `${truth.kind}, ${truth.bytes.toLocaleString('en')} per ${truth.per}`,
      counted(verdicts),
      `${right}/${runs.length}`,
      String(runs.length - right - unclear),
      figure(({ estimate }) => estimate),
      figure(({ high, estimate }) => high - estimate),
    ];
  });
}

function counted(words: readonly string[]): string {
  return [...new Set(words)]
    .map((word) => `${words.filter((other) => other === word).length} ${word}`)
    .join(', ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

function nullTable(runs: number): string {
  const rows = NULL_PROCESSES.map(({ name, start, atMost }) => {
    const accused = (memoryClass: MemoryClass) =>
      percent(
        shareOf(runs, start, (memory) => ACCUSES.includes(estimate(simulate(memory, memoryClass)).verdict)),
      );
    return [name, accused('A'), accused('D'), percent(atMost)];
  });
  return `${markdownTable(['process', 'accused in class A', 'in class D', 'allowed'], rows)}\n\n${runs.toLocaleString('en')} runs each.`;
}

function powerTable(runs: number): string {
  const rows = POWER_CASES.map(({ name, start, bytesPerIdentity }) => {
    let covered = 0;
    let given = 0;
    const found = shareOf(runs, start, (memory) => {
      const { verdict, bytes } = estimate(simulate((at) => bytesPerIdentity * at.identities + memory(at)));
      if (bytes !== undefined) {
        given += 1;
        if (bytes.low <= bytesPerIdentity && bytes.high >= bytesPerIdentity) covered += 1;
      }
      return verdict === 'unbounded-growth';
    });
    return [name, percent(found), percent(covered / given)];
  });
  return `${markdownTable(['leak', 'found', 'interval holds the truth'], rows)}\n\n${runs.toLocaleString('en')} runs each.`;
}
