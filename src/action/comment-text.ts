import { createHash } from 'node:crypto';
import { newSince } from '../compare/baseline.ts';
import { blindSpots } from '../report/blind-spots.ts';
import { code, plainText } from '../report/markdown.ts';
import {
  counted,
  gradeInWords,
  openFindings,
  placesInShort,
  seconds,
  severityCounts,
} from '../report/words.ts';
import type { Finding } from '../result.ts';
import type { Environment } from './inputs.ts';
import type { Outcome } from './outcome.ts';

/** GitHub refuses a comment with more characters. */
const MAX_CHARACTERS = 65_536;
/** A reviewer reads this far; the job's page has the rest. */
const SHOWN = 20;

/** First line of our comment, by which it is found again; nobody sees it. Differs for each scan of a workflow. */
export function markerOf(env: Environment, key: string | undefined): string {
  const whose = key ?? [env.GITHUB_WORKFLOW, env.GITHUB_JOB, env.GITHUB_ACTION].join('/');
  // Hashed: a name with `-->` in it would end the HTML comment.
  return `<!-- middlebrick:${createHash('sha256').update(whose).digest('hex').slice(0, 16)} -->`;
}

export function commentText(marker: string, outcome: Outcome, reportUrl: string): string {
  const { result, ending, reasons, baseline } = outcome;
  const { label, coverage } = result.score;
  const open = openFindings(result);
  const shown = baseline ? newSince(open, baseline) : open;
  const blind = blindSpots(result).join(' ');
  const lines = [
    marker,
    `### middlebrick: ${plainText(gradeInWords(result.score))} · ${ending}`,
    '',
    `${plainText(label)}.`,
    '',
    ...reasons.map((reason) => `**${plainText(reason)}**\n`),
    `${code(result.target.url)} · ${counted(result.operations.length, 'operation')} · coverage ${Math.round(coverage * 100)} % · ${counted(result.traffic.requests, 'request')} · ${seconds(result.durationMs)}`,
    '',
    ...(baseline ? [`${counted(shown.length, 'new finding')}, ${open.length} in all.`, ''] : []),
    ...table(shown),
    ...(blind ? [plainText(blind), ''] : []),
    closing(result.id, reportUrl),
  ];
  const text = lines.join('\n');
  return text.length <= MAX_CHARACTERS
    ? text
    : [...lines.slice(0, 3), closing(result.id, reportUrl)].join('\n');
}

/** What the comment says where there is no result: the last one must not stand there as if it still held. */
export function failureComment(marker: string, reason: string, reportUrl: string): string {
  return [marker, '### middlebrick: error', '', plainText(reason), '', link(reportUrl)].join('\n').trimEnd();
}

function table(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['No findings.', ''];
  const rest = findings.slice(SHOWN);
  return [
    '| severity | finding | where | rule |',
    '| --- | --- | --- | --- |',
    ...findings
      .slice(0, SHOWN)
      .map(
        (finding) =>
          `| ${finding.severity} | ${plainText(clip(finding.title))} | ${code(clip(placesInShort(finding)))} | ${code(finding.rule)} |`,
      ),
    ...(rest.length > 0 ? ['', `And ${counted(rest.length, 'more finding')}: ${severityCounts(rest)}.`] : []),
    '',
  ];
}

/** Twenty rows of this length stay far below GitHub's limit. */
function clip(value: string): string {
  return value.length <= 300 ? value : `${value.slice(0, 299)}…`;
}

function closing(id: string, reportUrl: string): string {
  return [link(reportUrl), `Scan ${code(id)}`].filter((part) => part !== '').join(' · ');
}

function link(reportUrl: string): string {
  return reportUrl === '' ? '' : `[Whole report](${reportUrl})`;
}
