import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { markedText, replaceMarked } from './guide-marks.ts';

/** One run of the probe against a fresh process of the fleet, as far as a guide shows it. */
const Run = z.object({
  service: z.string(),
  pattern: z.string(),
  variant: z.enum(['leaky', 'fixed']),
  run: z.number(),
  verdict: z.string(),
  bytesPerCredential: z.object({ low: z.number(), estimate: z.number(), high: z.number() }).nullable(),
  requests: z.number(),
  seconds: z.number(),
  truthBytes: z.number().nullable(),
});
type FleetRun = z.infer<typeof Run>;

const RUNS = 'docs/retention-runs.json';

/** The runs on record; none before the fleet was measured. */
export function readRuns(): FleetRun[] {
  return existsSync(RUNS) ? z.array(Run).parse(JSON.parse(readFileSync(RUNS, 'utf8'))) : [];
}

const MARK = /<!-- (measured: ([\w-]+)\/([\w-]+)) -->/g;

/** The page with every table of measurements as the runs on record say. */
export function withMeasurements(page: string, runs: readonly FleetRun[]): string {
  return [...page.matchAll(MARK)].reduce((text, [, mark = '', service, pattern]) => {
    const own = runs.filter((run) => run.service === service && run.pattern === pattern);
    const table = own.length === 0 ? 'Not measured yet.' : tableOf(own);
    return markedText(text, mark) === table ? text : replaceMarked(text, mark, table);
  }, page);
}

/** One line a run: nothing is averaged away. */
function tableOf(runs: readonly FleetRun[]): string {
  const unit = runs.some(({ verdict }) => verdict === 'per-request-growth') ? 'request' : 'credential';
  return [
    `| build | run | verdict | bytes per ${unit}, 99 % | kept inside, bytes | asked | seconds |`,
    '| --- | ---: | --- | ---: | ---: | ---: | ---: |',
    ...runs.map(({ bytesPerCredential: bytes, ...run }) =>
      [
        '',
        run.variant,
        run.run,
        `\`${run.verdict}\``,
        bytes ? `${grouped(bytes.estimate)} (${grouped(bytes.low)} to ${grouped(bytes.high)})` : '',
        run.truthBytes === null ? '' : grouped(run.truthBytes),
        grouped(run.requests),
        run.seconds.toFixed(1),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n');
}

function grouped(value: number): string {
  return value.toLocaleString('en-GB');
}
