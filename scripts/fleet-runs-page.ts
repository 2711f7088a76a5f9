import type { FleetRun } from './fleet-runs.ts';
import { markdownTable } from './markdown-table.ts';

const GROWS = ['unbounded-growth', 'per-request-growth', 'suspected-growth'];

/** The section on real services: what all runs come to, and every run, the wrong ones too. */
export function runsSection(runs: readonly FleetRun[]): string {
  if (runs.length === 0) return 'No run is on record: `npm run fleet -- measure`.';
  return [totals(runs), '', table(runs)].join('\n');
}

function totals(runs: readonly FleetRun[]): string {
  const count = (wanted: (run: FleetRun) => boolean) => runs.filter(wanted).length;
  const leaky = runs.filter(({ variant }) => variant === 'leaky');
  const fixed = runs.filter(({ variant }) => variant === 'fixed');
  const told = leaky.filter(
    ({ right, bytesPerCredential, truthBytes }) => right && bytesPerCredential && truthBytes,
  );
  const covered = told.filter(
    ({ bytesPerCredential: bytes, truthBytes }) =>
      bytes && truthBytes !== null && bytes.low <= truthBytes && truthBytes <= bytes.high,
  );
  const longest = (some: readonly FleetRun[]) => Math.max(0, ...some.map(({ seconds }) => seconds));
  const early = fixed.filter(({ verdict, seconds }) => verdict === 'no-retention' && seconds < EARLY_SECONDS);
  const cells = new Set(runs.map(({ service, pattern, variant }) => `${service} ${pattern} ${variant}`));
  return [
    `${runs.length} runs of ${cells.size} builds and routes, each run against a fresh process:`,
    `${count(({ right }) => right)} right,`,
    `${count(({ verdict }) => verdict === 'inconclusive')} inconclusive,`,
    `${count(({ right, verdict }) => !right && verdict !== 'inconclusive')} wrong.`,
    `Clean builds called growing: ${fixed.filter(({ verdict }) => GROWS.includes(verdict)).length} of ${fixed.length}.`,
    `Leaky builds called growing: ${leaky.filter(({ verdict }) => GROWS.includes(verdict)).length} of ${leaky.length}.`,
    `The interval holds the truth in ${covered.length} of ${told.length} runs that give one.`,
    `The longest run took ${longest(runs)} s;`,
    `${early.length} of ${fixed.length} runs of clean builds ended at the first look, the longest of them after ${longest(early)} s.`,
  ].join(' ');
}

/** A run of the whole plan is silent for twelve seconds alone. */
const EARLY_SECONDS = 20;

function table(runs: readonly FleetRun[]): string {
  const whole = (value: number) => Math.round(value).toLocaleString('en');
  const rows = runs.map(({ bytesPerCredential: bytes, ...run }) => [
    run.service,
    run.pattern,
    run.variant,
    run.profile === 'quick' ? `${run.run}, quick` : String(run.run),
    run.arm,
    run.memoryClass,
    run.verdict,
    run.right ? 'right' : run.verdict === 'inconclusive' ? 'unclear' : 'WRONG',
    bytes ? `${whole(bytes.estimate)} (${whole(bytes.low)} to ${whole(bytes.high)})` : '',
    run.truthBytes === null ? '' : whole(run.truthBytes),
    whole(run.identities),
    run.seconds.toFixed(0),
  ]);
  const head = [
    ...['service', 'route', 'build', 'run', 'arm', 'class', 'verdict', ''],
    ...['bytes each, 99 %', 'truth', 'fresh', 's'],
  ];
  return markdownTable(head, rows);
}
