import type { RootCause } from '../findings/root-causes.ts';
import { rootCauses } from '../findings/root-causes.ts';
import { leftInShort } from '../left-in-short.ts';
import type { CheckOutcome, ScanResult } from '../result.ts';
import { blindSpots } from './blind-spots.ts';
import type { ReportContext, Reporter } from './context.ts';
import { clip, indent, paint, shellLines, wrap } from './layout.ts';
import { nextSteps } from './next-steps.ts';
import { retentionBlock, targetsBlock } from './retention/summary.ts';
import { fixFirst } from './summary-findings.ts';
import { changeInWords, changeOf } from './trend.ts';
import {
  checkInWords,
  counted,
  NOTHING_FOUND,
  notRun,
  openFindings,
  seconds,
  surfaceInShort,
  writesInShort,
} from './words.ts';

/** With less room beside it, what a check found stands below its bar. */
const LEAST_BESIDE = 24;
const BAR_CELLS = 12;
const MARGIN = 2;
/** Where the lines below the grade's badge begin. */
const HANGING = 9;

/** What a person wants after a scan: the grade, where it comes from, and what to fix first. */
export const summary: Reporter = (result, context) => {
  const causes = rootCauses(openFindings(result));
  return [
    ...head(result, context),
    '',
    ...checks(result, context),
    '',
    ...(result.retention ? retentionBlock(result.retention, context) : []),
    ...targetsBlock(result, context),
    ...fixFirst(causes, context),
    ...limits(result, context),
    ...next(result, causes, context),
    ...verdict(context),
    '',
  ].join('\n');
};

function head(result: ScanResult, context: ReportContext): string[] {
  const { grade, value, withheld, label, coverage, caps } = result.score;
  const badge = paint(context, gradeStyle(grade), `  ${grade ?? '–'}  `);
  const score = value === null ? `no grade: ${withheld ?? 'too little was tested'}` : `${value} / 100`;
  const room = context.width - HANGING;
  const facts = [
    `coverage ${Math.round(coverage * 100)} %`,
    counted(result.traffic.requests, 'request'),
    seconds(result.durationMs),
  ];
  return [
    '',
    `  ${paint(context, 'bold', clip(result.target.url, context.width - MARGIN))}`,
    `  ${paint(context, 'dim', clip(surfaceInShort(result), context.width - MARGIN))}`,
    '',
    ...wrap(score, room).map(
      (line, at) => `${at === 0 ? `  ${badge}  ` : ' '.repeat(HANGING)}${paint(context, 'bold', line)}`,
    ),
    ...indent(wrap(label, room), HANGING),
    `         ${paint(context, 'dim', facts.join(' · '))}`,
    ...caps.slice(0, 1).flatMap(({ limit, reason }) =>
      indent(
        wrap(`capped at ${limit}: ${reason}`, room).map((line) => paint(context, 'dim', line)),
        HANGING,
      ),
    ),
    ...(context.trend ? indent(wrap(changeInWords(changeOf(result, context.trend)), room), HANGING) : []),
    ...(result.partial ? ['', ...warning(`Partial: ${result.partial}.`, context)] : []),
    ...leftInShort(result.notRemoved).flatMap((what) => warning(`Left behind: ${what}.`, context)),
  ];
}

function warning(says: string, context: ReportContext): string[] {
  const lines = wrap(says, context.width - MARGIN);
  return indent(
    lines.map((line) => paint(context, ['bold', 'yellow'], line)),
    MARGIN,
  );
}

function gradeStyle(grade: ScanResult['score']['grade']): Parameters<typeof paint>[1] {
  if (grade === null) return ['bold', 'inverse'];
  if (grade === 'A' || grade === 'B') return ['bold', 'black', 'bgGreen'];
  return grade === 'F' ? ['bold', 'white', 'bgRed'] : ['bold', 'black', 'bgYellow'];
}

function checks(result: ScanResult, context: ReportContext): string[] {
  const width = Math.max(...result.checks.map(({ title }) => title.length));
  return result.checks.flatMap((check) => {
    const line = `  ${check.title.padEnd(width)}  ${bar(check, context)}`;
    const rest = checkInWords(check, result);
    const room = context.width - width - BAR_CELLS - 2 * MARGIN - 7;
    if (room >= LEAST_BESIDE) return [`${line}  ${paint(context, 'dim', clip(rest, room))}`];
    // A full score says it.
    if (rest === NOTHING_FOUND) return [line];
    return [
      line,
      ...indent(wrap(rest, context.width - 2 * MARGIN), 2 * MARGIN).map((below) =>
        paint(context, 'dim', below),
      ),
    ];
  });
}

function bar({ score }: CheckOutcome, context: ReportContext): string {
  if (score === null) return `${paint(context, 'dim', '·'.repeat(BAR_CELLS))}    –`;
  const shown = Math.round(score);
  const filled = Math.round((shown / 100) * BAR_CELLS);
  const style = shown >= 90 ? 'green' : shown >= 60 ? 'yellow' : 'red';
  const cells =
    paint(context, style, '█'.repeat(filled)) + paint(context, 'dim', '░'.repeat(BAR_CELLS - filled));
  return `${cells}  ${String(shown).padStart(3)}`;
}

function limits(result: ScanResult, context: ReportContext): string[] {
  const accepted = result.findings.length - openFindings(result).length;
  const wrote = writesInShort(result);
  const beside = [
    ...(wrote === undefined ? [] : [`${wrote}.`]),
    ...(accepted > 0 ? [`${counted(accepted, 'finding')} accepted by suppression.`] : []),
  ];
  const untested = [...notRun(result).map((line) => `${line}.`), ...blindSpots(result)];
  return [
    ...beside.flatMap((line) => indent(wrap(line, context.width - MARGIN), MARGIN)),
    ...(beside.length > 0 ? [''] : []),
    ...(untested.length > 0 ? [`  ${paint(context, 'bold', 'Not tested')}`] : []),
    ...untested.flatMap((line) =>
      wrap(line, context.width - 2 * MARGIN).map((part, at) => `${at === 0 ? '  - ' : '    '}${part}`),
    ),
    ...(untested.length > 0 ? [''] : []),
  ];
}

/** Where the result is, and what to do with it. */
function next(result: ScanResult, causes: readonly RootCause[], context: ReportContext): string[] {
  const { kept } = context;
  const steps = nextSteps(result, causes, context);
  const width = Math.max(...steps.map(({ what }) => what.length)) + 2;
  const room = context.width - 2 * MARGIN - width;
  return [
    ...(kept?.folder === undefined
      ? []
      : [
          ...indent(
            wrap(`Saved as ${result.id.slice(0, 8)} in ${kept.folder}`, context.width - MARGIN),
            MARGIN,
          ),
          '',
        ]),
    `  ${paint(context, 'bold', 'Next')}`,
    ...steps.flatMap(({ what, command }) =>
      shellLines(command, room).map(
        (line, at) => `    ${paint(context, 'dim', (at === 0 ? what : '').padEnd(width))}${line}`,
      ),
    ),
  ];
}

function verdict(context: ReportContext): string[] {
  if (!context.verdict) return [];
  const { exitCode, reasons } = context.verdict;
  if (exitCode === 0) return [];
  return ['', ...reasons.map((reason) => `  ${paint(context, ['bold', 'red'], `✗ ${reason}`)}`)];
}
