import type { ScanResult } from '../result.ts';
import { authorizationMatrix } from './authorization-matrix.ts';
import type { ReportContext, Reporter } from './context.ts';
import { clip, paint, severityLabel } from './layout.ts';
import { counted, gradeInWords, openFindings, placeName, severityCounts } from './words.ts';

const SEVERITY_COLUMNS = 12;

/** Every finding at every place, a line each, and the authorization matrix: for reading through a pager. */
export const table: Reporter = (result, context) => {
  const open = openFindings(result);
  const rows = open.flatMap((finding) =>
    finding.locations.map((place) => ({ finding, rule: finding.rule, place: placeName(place) })),
  );
  const ruleWidth = Math.max(4, ...rows.map(({ rule }) => rule.length));
  const placeWidth = Math.max(20, context.width - SEVERITY_COLUMNS - ruleWidth - 15);
  return [
    line(context, 'SEVERITY'.padEnd(10), 'RULE'.padEnd(ruleWidth), 'CONFIDENCE', 'PLACE'),
    ...rows.map(({ finding, rule, place }) =>
      [
        severityLabel(context, finding.severity),
        rule.padEnd(ruleWidth),
        finding.confidence.padEnd(10),
        clip(place, placeWidth),
      ].join('  '),
    ),
    '',
    `${counted(open.length, 'finding')}${open.length > 0 ? ` (${severityCounts(open)})` : ''}; ` +
      `${gradeInWords(result.score)}.`,
    `${result.score.label}.`,
    ...accessTable(result, context),
    '',
  ].join('\n');
};

const ACCESS_COLUMN = 12;

/** Operations by identities, where there is somebody to compare: what each got. */
function accessTable(result: ScanResult, context: ReportContext): string[] {
  const { identities, rows } = authorizationMatrix(result);
  if (identities.length < 2 || rows.length === 0) return [];
  const operationWidth = Math.max(20, context.width - identities.length * (ACCESS_COLUMN + 2));
  return [
    '',
    line(
      context,
      'OPERATION'.padEnd(operationWidth),
      ...identities.map((name) => clip(name, ACCESS_COLUMN).padEnd(ACCESS_COLUMN)),
    ).trimEnd(),
    ...rows.map(({ operation, got }) =>
      [
        clip(operation, operationWidth).padEnd(operationWidth),
        ...got.map((word) => word.padEnd(ACCESS_COLUMN)),
      ]
        .join('  ')
        .trimEnd(),
    ),
  ];
}

function line(context: ReportContext, ...cells: string[]): string {
  return paint(context, 'dim', cells.join('  '));
}
