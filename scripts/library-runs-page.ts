import { ASKED, type LibraryRun } from './library-runs.ts';
import { markdownTable } from './markdown-table.ts';

const GROWS = ['unbounded-growth', 'per-request-growth', 'suspected-growth'];
const WAYS: Readonly<Record<LibraryRun['asked'], string>> = {
  full: 'with the best memory source of the service',
  default: 'without a word about memory (Node and JVM)',
  'next-step': 'with the flag that those open runs named',
};

/** The section on libraries: what the runs come to by the way in which they were asked for, and every run. */
export function librarySection(runs: readonly LibraryRun[]): string {
  if (runs.length === 0) return 'No run is on record: `npm run fleet -- libraries`.';
  return [...ASKED.map((asked) => totals(asked, runs)).filter(Boolean), '', table(runs)].join('\n');
}

function totals(asked: LibraryRun['asked'], all: readonly LibraryRun[]): string | undefined {
  const runs = all.filter((run) => run.asked === asked);
  if (runs.length === 0) return undefined;
  const count = (judged: LibraryRun['judged']) => runs.filter((run) => run.judged === judged).length;
  const told = runs.filter(
    ({ judged, verdict, bytes }) => judged === 'right' && bytes && GROWS.includes(verdict),
  );
  const held = told.filter(
    ({ bytes, truthBytes }) => bytes && bytes.low <= truthBytes && truthBytes <= bytes.high,
  );
  return `- ${runs.length} ${WAYS[asked]}: ${count('right')} right, ${count('open')} open, ${count('wrong')} wrong${
    told.length > 0
      ? `; ${held.length} of ${told.length} intervals of growth hold what the plain load found`
      : ''
  }.`;
}

function table(runs: readonly LibraryRun[]): string {
  const whole = (value: number) => value.toLocaleString('en');
  const rows = runs.map((run) => [
    run.service,
    run.library,
    run.asked,
    run.expected,
    `${run.plainLoad}, ${whole(run.truthBytes)}`,
    run.verdict,
    run.memoryClass,
    run.bytes ? `${whole(run.bytes.estimate)} (${whole(run.bytes.low)} to ${whole(run.bytes.high)})` : '',
    run.judged === 'wrong' ? 'WRONG' : run.judged,
    run.seconds.toFixed(0),
  ]);
  const head = [
    ...['service', 'library', 'asked', 'documented', 'plain load, bytes each'],
    ...['verdict', 'class', 'bytes each, 99 %', '', 's'],
  ];
  return markdownTable(head, rows);
}
