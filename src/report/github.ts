import { placeName } from '../findings/place-name.ts';
import type { Finding, FindingLocation, ScanResult } from '../result.ts';
import type { ReportContext, Reporter } from './context.ts';
import { oneLine } from './layout.ts';
import { repositoryPlace } from './repository-place.ts';
import { withoutCommands } from './runner-commands.ts';
import { counted, openFindings } from './words.ts';
import { workflowCommand } from './workflow-command.ts';

const COMMANDS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
} as const;

/** GitHub shows ten annotations of a kind per step and drops the rest without a word. */
const SHOWN_OF_A_KIND = 10;

/** Workflow commands that GitHub Actions turns into annotations: one a finding, on the document's line where that is a file. */
export const github: Reporter = (result, context) => {
  const open = openFindings(result);
  const kinds = [...new Set(Object.values(COMMANDS))];
  const shown = kinds.flatMap((kind) =>
    open.filter(({ severity }) => COMMANDS[severity] === kind).slice(0, SHOWN_OF_A_KIND),
  );
  const { grade, value } = result.score;
  const verdict = grade === null ? 'no grade' : `grade ${grade}, score ${value}`;
  const hidden = open.length - shown.length;
  const rest = hidden > 0 ? `; ${counted(hidden, 'more finding')} in the other reports` : '';
  return [
    ...shown.map((finding) => annotation(finding, result, context)),
    `middlebrick: ${verdict} for ${withoutCommands(oneLine(result.target.url), 'words')}${rest}`,
    '',
  ].join('\n');
};

function annotation(finding: Finding, result: ScanResult, context: ReportContext): string {
  const [place, ...more] = finding.locations as [FindingLocation, ...FindingLocation[]];
  const { path, line, isFile } = repositoryPlace(place, result, context);
  const others = more.length > 0 ? ` Also at ${counted(more.length, 'other location')}.` : '';
  return workflowCommand(
    COMMANDS[finding.severity],
    withoutCommands(
      oneLine(
        `${placeName(place)}: ${place.evidenceSummary}${others} Fix: ${finding.remediation} (${finding.rule})`,
      ),
      'words',
    ),
    {
      ...(isFile ? { file: path, line } : {}),
      title: withoutCommands(`${finding.severity}: ${finding.title}`, 'words'),
    },
  );
}
