import type { Retention, ScanResult } from '../../result.ts';
import { memoryChartText } from '../../retention/chart-text.ts';
import type { ReportContext } from '../context.ts';
import { clip, indent, paint, severityLabel, wrap } from '../layout.ts';
import type { RetentionReport } from './report.ts';
import { targetsIn } from './targets.ts';
import { figuresOf, headlineOf, toneOf } from './words.ts';

const MARGIN = 2;
const NAME_COLUMNS = 13;
const LABEL_COLUMNS = 14;
const CURVE_ROWS = 9;
const STYLES = {
  good: ['bold', 'black', 'bgGreen'],
  fair: ['bold', 'inverse'],
  bad: ['bold', 'white', 'bgRed'],
} as const;

/** What a person wants after a retention run: the verdict, its figures, the curve, and what to do. */
export function retentionSummary({ result, fixes }: RetentionReport, context: ReportContext): string {
  const { arm, runtime, profile } = result;
  return [
    '',
    `  ${paint(context, 'bold', clip(result.target, context.width - MARGIN))}`,
    `  ${paint(context, 'dim', `${arm} arm · runtime ${runtime} · ${profile} profile`)}`,
    '',
    ...retentionBlock(result, context),
    ...result.findings.flatMap((finding) => describe(finding, fixes.get(finding.id), context)),
    ...result.advice.flatMap((line) => [...indent(wrap(line, context.width - MARGIN), MARGIN), '']),
  ].join('\n');
}

/** Verdict, figures and curve: the part that a scan's summary shows too. */
export function retentionBlock(result: Retention, context: ReportContext): string[] {
  const room = context.width - MARGIN - NAME_COLUMNS;
  const figures = figuresOf(result).flatMap(([name, says]) =>
    wrap(says, room).map(
      (line, at) => `  ${paint(context, 'dim', (at === 0 ? name : '').padEnd(NAME_COLUMNS))}${line}`,
    ),
  );
  const curve = memoryChartText(result, { width: context.width, height: CURVE_ROWS });
  return [
    `  ${paint(context, [...STYLES[toneOf(result)]], ` ${result.verdict} `)}  ${paint(context, 'bold', headlineOf(result))}`,
    '',
    ...figures,
    '',
    ...(curve === '' ? [] : [...curve.split('\n'), '']),
  ];
}

/** Which operations a scan measured, and what each keeps. */
export function targetsBlock(result: ScanResult, context: ReportContext): string[] {
  const lines = targetsIn(result).flatMap(([operation, says]) => [
    ...indent(wrap(operation, context.width - MARGIN), MARGIN),
    ...indent(
      wrap(says, context.width - NAME_COLUMNS - MARGIN).map((line) => paint(context, 'dim', line)),
      NAME_COLUMNS + MARGIN,
    ),
  ]);
  return lines.length === 0 ? [] : [...lines, ''];
}

function describe(
  finding: Retention['findings'][number],
  remediation: string | undefined,
  context: ReportContext,
): string[] {
  const room = context.width - LABEL_COLUMNS;
  const severity = finding.severity === 'informational' ? 'info' : finding.severity;
  return [
    `  ${severityLabel(context, severity)}  ${paint(context, 'bold', wrap(finding.title, room).join(`\n${' '.repeat(LABEL_COLUMNS)}`))}`,
    ...indent(wrap(finding.evidence, room), LABEL_COLUMNS),
    ...indent(
      wrap(remediation ? `Fix: ${remediation}` : '', room).map((line) => paint(context, 'green', line)),
      LABEL_COLUMNS,
    ),
    ...indent(
      guideOf(finding, room).map((line) => paint(context, 'dim', line)),
      LABEL_COLUMNS,
    ),
    ...indent(
      [paint(context, 'dim', `${finding.id} · ${finding.confidence} · ${finding.cwe.join(', ')}`)],
      LABEL_COLUMNS,
    ),
    '',
  ];
}

/** The command that prints its guide, in two lines where one is too short. */
function guideOf({ id, container }: Retention['findings'][number], room: number): string[] {
  const command = `middlebrick explain ${id}`;
  if (container === undefined) return [command];
  const option = `--container ${container.kind}`;
  const whole = `${command} ${option}`;
  return whole.length <= room ? [whole] : [`${command} \\`, `  ${option}`];
}
