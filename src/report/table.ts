import { placeName } from '../findings/place-name.ts';
import type { ScanResult } from '../result.ts';
import { authorizationMatrix } from './authorization-matrix.ts';
import type { ReportContext, Reporter } from './context.ts';
import { clip, paint, severityLabel } from './layout.ts';
import { counted, gradeInWords, openFindings, severityCounts } from './words.ts';

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
    ...writesTable(result, context),
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
    ...rows.map(({ operation, results }) =>
      [
        clip(operation, operationWidth).padEnd(operationWidth),
        ...results.map((word) => word.padEnd(ACCESS_COLUMN)),
      ]
        .join('  ')
        .trimEnd(),
    ),
  ];
}

const COUNTS = ['created', 'notRemoved', 'updates', 'deletions', 'refused', 'other'] as const;

/** What an active scan wrote, by operation and identity. */
function writesTable({ writes = [] }: ScanResult, context: ReportContext): string[] {
  if (writes.length === 0) return [];
  const byWidth = Math.max(2, ...writes.map(({ identity }) => identity.length));
  const counts = COUNTS.map((name) => name.length + 2).reduce((sum, width) => sum + width, 0);
  const width = Math.max(20, context.width - byWidth - counts - 2);
  return [
    '',
    line(context, 'WROTE'.padEnd(width), 'BY'.padEnd(byWidth), ...COUNTS.map((name) => name.toUpperCase())),
    ...writes.map((row) =>
      [
        clip(row.operation, width).padEnd(width),
        row.identity.padEnd(byWidth),
        ...COUNTS.map((name) => String(row[name]).padStart(name.length)),
      ].join('  '),
    ),
  ];
}

function line(context: ReportContext, ...cells: string[]): string {
  return paint(context, 'dim', cells.join('  '));
}
