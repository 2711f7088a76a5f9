import { leftInShort } from '../left-in-short.ts';
import type { CheckOutcome, Finding, ScanResult } from '../result.ts';
import { blindSpots } from './blind-spots.ts';
import type { ReportContext, Reporter } from './context.ts';
import { clip, indent, oneLine, paint, severityLabel, wrap } from './layout.ts';
import { retentionBlock } from './retention/summary.ts';
import {
  checkInWords,
  counted,
  NOTHING_FOUND,
  notRun,
  openFindings,
  placesInShort,
  seconds,
  severityCounts,
  surfaceInShort,
  writesInShort,
} from './words.ts';

/** The rest is one command away; a person reads this far. */
const SHOWN_IN_FULL = 5;
/** With less room beside it, what a check found stands below its bar. */
const LEAST_BESIDE = 24;
const BAR_CELLS = 12;
const MARGIN = 2;
/** Where the lines below the grade's badge begin. */
const HANGING = 9;

/** What a person wants after a scan: the grade, where it comes from, and what to fix first. */
export const summary: Reporter = (result, context) =>
  [
    ...head(result, context),
    '',
    ...checks(result, context),
    '',
    ...(result.retention ? retentionBlock(result.retention, context) : []),
    ...findings(result, context),
    ...limits(result, context),
    ...verdict(context),
    '',
  ].join('\n');

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

function findings(result: ScanResult, context: ReportContext): string[] {
  const open = openFindings(result);
  if (open.length === 0) return ['  No findings.', ''];
  const shown = open.slice(0, SHOWN_IN_FULL);
  const rest = open.slice(SHOWN_IN_FULL);
  const more =
    rest.length > 0
      ? [
          ...indent(
            wrap(
              `… and ${counted(rest.length, 'more finding')} (${severityCounts(rest)}): --format table lists all.`,
              context.width - MARGIN,
            ),
            MARGIN,
          ),
          '',
        ]
      : [];
  return [...shown.flatMap((finding) => describe(finding, context)), ...more];
}

function describe(finding: Finding, context: ReportContext): string[] {
  const room = context.width - 14;
  const [first] = finding.locations;
  const curl = oneLine(finding.evidence[0]?.curl ?? '');
  return [
    `  ${severityLabel(context, finding.severity)}  ${paint(context, 'bold', wrap(finding.title, room).join('\n              '))}`,
    ...indent(wrap(placesInShort(finding), room), 14),
    ...indent(wrap(first?.evidenceSummary ?? '', room), 14),
    ...indent(
      wrap(`Fix: ${finding.remediation}`, room).map((line) => paint(context, 'green', line)),
      14,
    ),
    ...(finding.guide ? indent(commandLines(finding.guide.command, context), 14) : []),
    ...indent([paint(context, 'dim', curl)], 14),
    ...indent(
      [
        paint(
          context,
          'dim',
          `${finding.rule} · ${finding.confidence} · CWE-${finding.cwe[0]} · ${finding.fingerprint}`,
        ),
      ],
      14,
    ),
    '',
  ];
}

/** Broken where a shell takes it up again. */
function commandLines(command: string, context: ReportContext): string[] {
  const lines = wrap(command, context.width - 16);
  return lines.map((line, at) => paint(context, 'dim', at < lines.length - 1 ? `${line} \\` : line));
}

function limits(result: ScanResult, context: ReportContext): string[] {
  const accepted = result.findings.length - openFindings(result).length;
  const wrote = writesInShort(result);
  const lines = [
    ...(wrote === undefined ? [] : [`${wrote}.`]),
    ...notRun(result).map((line) => `Not tested: ${line}.`),
    ...blindSpots(result),
    ...(accepted > 0 ? [`${counted(accepted, 'finding')} accepted by suppression.`] : []),
  ];
  return lines.flatMap((line) => indent(wrap(line, context.width - MARGIN), MARGIN));
}

function verdict(context: ReportContext): string[] {
  if (!context.verdict) return [];
  const { exitCode, reasons } = context.verdict;
  if (exitCode === 0) return [];
  return ['', ...reasons.map((reason) => `  ${paint(context, ['bold', 'red'], `✗ ${reason}`)}`)];
}
