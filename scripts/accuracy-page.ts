import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHECKS } from '../src/checks/index.ts';
import { VERSION } from '../src/version.ts';
import { readFirst } from './accuracy-first.ts';
import type { Measured } from './accuracy-measure.ts';
import type { Family } from './accuracy-truth.ts';
import { truths } from './accuracy-truth.ts';

const BEGIN = '<!-- measured: written by `npm run accuracy`, do not edit -->';
const END = '<!-- end of what was measured -->';

const HEAD =
  '| target | scan | flaws | found | missed | false alarms | also true | grade | requests | s | peak MB |\n' +
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |';

/** One line for each scan. */
export function tableOf(measured: readonly Measured[]): string {
  const lines = measured.map((one) =>
    [
      '',
      one.target,
      one.kind,
      one.listed.length,
      one.found.length,
      one.missed.length,
      one.falseAlarms.length,
      one.alsoTrue,
      one.failed ? 'no result' : one.grade,
      one.requests,
      one.seconds.toFixed(1),
      one.peakMb.toFixed(0),
      '',
    ]
      .join(' | ')
      .trim(),
  );
  return [HEAD, ...lines].join('\n');
}

/** The page with what was measured between its markers replaced; what stands around them is prose by hand. */
export function page(
  text: string,
  measured: readonly Measured[],
  families: ReadonlyMap<string, Family>,
): string {
  const [before, rest] = text.split(BEGIN);
  const [held, after] = rest?.split(END) ?? [];
  if (before === undefined || held === undefined || after === undefined)
    throw new Error('docs/accuracy.md has lost its markers');
  return before + BEGIN + measuredPart(measured, families, held) + END + after;
}

function measuredPart(
  measured: readonly Measured[],
  families: ReadonlyMap<string, Family>,
  held: string,
): string {
  const day = new Date().toISOString().slice(0, 10);
  const sets = ['lab', 'fleet', 'outside'] as const;
  const setOf = new Map([...truths(families).values()].map(({ target, set }) => [target, set]));
  const sections = sets.flatMap((set) => {
    const own = measured.filter(({ target }) => setOf.get(target) === set);
    const title = `### ${set[0]?.toUpperCase()}${set.slice(1)}`;
    // What was not measured now keeps what an earlier day gave.
    if (own.length === 0)
      return [title + (held.split(title)[1]?.split('\n### ')[0] ?? '\n\nNot measured.\n')];
    const about = [...families.values()].filter((family) => family.set === set);
    return [
      title,
      '',
      `middlebrick ${VERSION}, Node ${process.versions.node}, ${day}.`,
      '',
      ...about.map((family) => `- ${family.about}`),
      '',
      tableOf(own),
      '',
      ...shortfalls(own),
    ];
  });
  return ['', '', ...sections, ...firstScans(), ...ruleTable(), ''].join('\n');
}

/** What each flaw and each target's widest scan came to, where that is not everything. */
function shortfalls(measured: readonly Measured[]): string[] {
  const lines = measured.flatMap(({ target, kind, missed, falseAlarms, failed }) => [
    ...(failed ? [`- ${target}, ${kind}: ${failed}`] : []),
    ...missed.map(({ flaw, why }) => `- ${target}, ${kind}: missed ${flaw}${why ? ` (${why})` : ''}`),
    ...falseAlarms.map((said) => `- ${target}, ${kind}: false alarm, ${said}`),
  ]);
  return lines.length > 0 ? [...lines, ''] : ['Nothing missed, no false alarm.', ''];
}

/** The first scan of each target whose truth was written before it: nothing of the scanner had seen it. */
function firstScans(): string[] {
  const first = readFirst();
  if (first.length === 0) return [];
  return [
    '### Out of sample: first scans',
    '',
    'Services that nobody had scanned, nor mended the scanner by, before these scans. What was found to be right only afterwards counts as a false alarm here.',
    '',
    '| target | scan | day | flaws | found | false alarms | requests | s |',
    '| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |',
    ...first.map(
      (one) =>
        `| ${one.target} | ${one.kind} | ${one.day} | ${one.listed} | ${one.found.length} | ${one.falseAlarms.length} | ${one.requests} | ${one.seconds.toFixed(1)} |`,
    ),
    '',
    ...first.flatMap(({ target, kind, falseAlarms }) =>
      falseAlarms.map((said) => `- ${target}, ${kind}: unexplained before the scan, ${said}`),
    ),
    '',
  ];
}

/** How many rules and how many rows of tests each check has: vulnerable twins, and twins that must stay silent. */
function ruleTable(): string[] {
  const folder = fileURLToPath(new URL('../test/checks/', import.meta.url));
  const rows = CHECKS.map(({ id, rules }) => {
    const tests = readdirSync(folder + id, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.test.ts'),
    );
    const text = tests.map((name) => readFileSync(`${folder}${id}/${name}`, 'utf8')).join('\n');
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    return `| ${id} | ${rules.length} | ${count(/\bfires: (?:true|\{)/g)} | ${count(/\bfires: false/g)} |`;
  });
  return [
    '### Rows in the tests',
    '',
    '| check | rules | rows that must fire | rows that must stay silent |',
    '| --- | ---: | ---: | ---: |',
    ...rows,
    '',
  ];
}
