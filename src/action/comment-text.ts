import { createHash } from 'node:crypto';
import { placeName } from '../findings/place-name.ts';
import { blindSpots } from '../report/blind-spots.ts';
import { impactOf } from '../report/impact.ts';
import { code, plainText } from '../report/markdown.ts';
import {
  counted,
  explainCommand,
  gradeInWords,
  openFindings,
  placesInShort,
  seconds,
  severityCounts,
} from '../report/words.ts';
import type { Finding, FindingLocation } from '../result.ts';
import type { Environment } from './inputs.ts';
import type { KnownBefore } from './known-before.ts';
import type { Outcome } from './outcome.ts';
import { since } from './since.ts';

/** GitHub refuses a comment with more characters. */
const MAX_CHARACTERS = 65_536;
/** A reviewer reads this far; the job's page has the rest. */
const SHOWN = 20;
/** Locations named for one finding. */
const PLACES = 5;

/** First line of our comment, by which it is found again; nobody sees it. Differs for each scan of a workflow. */
export function markerOf(env: Environment, key: string | undefined): string {
  const whose = key ?? [env.GITHUB_WORKFLOW, env.GITHUB_JOB, env.GITHUB_ACTION].join('/');
  // Hashed: a name with `-->` in it would end the HTML comment.
  return `<!-- middlebrick:${createHash('sha256').update(whose).digest('hex').slice(0, 16)} -->`;
}

/** What the pull request brought, with impact and fix; everything where nothing is known of before, which is said. */
export function commentText(
  marker: string,
  outcome: Outcome,
  before: KnownBefore,
  reportUrl: string,
): string {
  const { result, ending, reasons } = outcome;
  const { label, coverage } = result.score;
  const { says, findings } = told(outcome, before);
  const blind = blindSpots(result).join(' ');
  const head = [
    marker,
    `### middlebrick: ${plainText(gradeInWords(result.score))} · ${ending}`,
    '',
    ...reasons.map((reason) => `**${plainText(clip(reason))}**\n`),
    ...says.flatMap((line) => [line, '']),
  ];
  const foot = [
    `${plainText(label)}. ${code(clip(result.target.url))} · ${counted(result.operations.length, 'operation')} · coverage ${Math.round(coverage * 100)} % · ${counted(result.traffic.requests, 'request')} · ${seconds(result.durationMs)}`,
    '',
    ...(blind ? [plainText(clip(blind, 1_000)), ''] : []),
    closing(result.id, reportUrl),
  ];
  for (let most = SHOWN; ; most = Math.floor(most / 2)) {
    const text = [...head, ...listed(findings, most), ...foot].join('\n');
    if (text.length <= MAX_CHARACTERS) return text;
    if (most === 0) return [...head.slice(0, 2), '', closing(result.id, reportUrl)].join('\n');
  }
}

/** What the comment says where there is no result: the last one must not stand there as if it still held. */
export function failureComment(marker: string, reason: string, reportUrl: string): string {
  return [marker, '### middlebrick: error', '', plainText(reason), '', link(reportUrl)].join('\n').trimEnd();
}

/** What is new, in numbers, and the findings that the comment tells. */
function told({ result }: Outcome, before: KnownBefore): { says: string[]; findings: readonly Finding[] } {
  const open = openFindings(result);
  if ('none' in before) {
    const all =
      open.length === 0
        ? 'There are no findings.'
        : `All ${counted(open.length, 'finding')} are listed (${severityCounts(open)}); which of them this pull request brings is not known.`;
    return { says: [`**No baseline was found**: ${plainText(clip(before.none))}. ${all}`], findings: open };
  }
  const { fresh, known, resolved, notTested } = since(result, before);
  const brings =
    fresh.length === 0
      ? '**No new finding in this pull request**'
      : `**${counted(fresh.length, 'new finding')} in this pull request** (${severityCounts(fresh)})`;
  const rest = [resolved, notTested, `${known} known`].filter((part) => part !== '');
  return {
    says: [`${brings}; ${rest.join('; ')}. Compared with ${plainText(clip(before.from))}.`],
    findings: fresh,
  };
}

function listed(findings: readonly Finding[], most: number): string[] {
  const info = findings.filter(({ severity }) => severity === 'info');
  const flaws = findings.filter(({ severity }) => severity !== 'info');
  const rest = flaws.slice(most);
  return [
    ...flaws.slice(0, most).flatMap(described),
    ...(rest.length > 0 ? [`And ${counted(rest.length, 'more finding')}: ${severityCounts(rest)}.`, ''] : []),
    ...folded(info, most),
  ];
}

function described(finding: Finding): string[] {
  const shown = finding.locations.slice(0, PLACES);
  const hidden = finding.locations.length - shown.length;
  return [
    `#### ${finding.severity.toUpperCase()}: ${plainText(clip(finding.title))}`,
    '',
    ...shown.map(where),
    ...(hidden > 0 ? [`- and ${counted(hidden, 'more location')}`] : []),
    '',
    `**Impact.** ${plainText(clip(impactOf(finding), 600))}`,
    '',
    `**Fix.** ${plainText(clip(finding.remediation, 600))} In full: ${code(clip(explainCommand(finding)))}`,
    '',
    `${code(finding.rule)} · ${finding.confidence} · ${code(finding.fingerprint)}`,
    '',
  ];
}

function where(place: FindingLocation): string {
  return `- ${code(clip(placeName(place)))}: ${plainText(clip(place.evidenceSummary))}`;
}

/** What weighs nothing is there for who wants it. */
function folded(findings: readonly Finding[], most: number): string[] {
  if (findings.length === 0) return [];
  const rest = findings.slice(most);
  return [
    `<details><summary>${counted(findings.length, 'finding')} for information</summary>`,
    '',
    '| finding | where | fix | rule |',
    '| --- | --- | --- | --- |',
    ...findings
      .slice(0, most)
      .map(
        (finding) =>
          `| ${plainText(clip(finding.title))} | ${code(clip(placesInShort(finding)))} | ${plainText(clip(finding.remediation))} | ${code(finding.rule)} |`,
      ),
    '',
    ...(rest.length > 0 ? [`And ${rest.length} more.`, ''] : []),
    '</details>',
    '',
  ];
}

/** Twenty of this length mostly stay below GitHub's limit; where signs have to be escaped, fewer are shown. */
function clip(value: string, most = 300): string {
  return value.length <= most ? value : `${value.slice(0, most - 1)}…`;
}

function closing(id: string, reportUrl: string): string {
  return [link(reportUrl), `Scan ${code(id)}`].filter((part) => part !== '').join(' · ');
}

function link(reportUrl: string): string {
  return reportUrl === '' ? '' : `[Whole report](${reportUrl})`;
}
