import { FRESH_THINGS } from '../src/retention/arms/fresh-things.ts';
import type { FleetRun } from './fleet-runs.ts';
import { markedText, replaceMarked } from './guide-marks.ts';

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
  const isPerRequest = runs.some(({ verdict }) => verdict === 'per-request-growth');
  const unit = isPerRequest ? 'request' : FRESH_THINGS[runs[0]?.arm ?? 'credential'].per.replaceAll('-', ' ');
  return [
    `| build | run | verdict | bytes per ${unit}, 99 % | kept inside, bytes | asked | seconds |`,
    '| --- | ---: | --- | ---: | ---: | ---: | ---: |',
    ...runs.map(({ bytesPerCredential: bytes, ...run }) =>
      [
        '',
        run.variant,
        run.profile === 'quick' ? `${run.run}, quick` : run.run,
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
