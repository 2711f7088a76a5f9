import { placeName } from '../findings/place-name.ts';
import { plain } from '../findings/plain.ts';
import { byUrgency } from '../findings/ranking.ts';
import { rootCauses } from '../findings/root-causes.ts';
import { leftInShort } from '../left-in-short.ts';
import type { Finding, ScanResult } from '../result.ts';
import { blindSpots } from './blind-spots.ts';
import type { Reporter } from './context.ts';
import { FIX_FIRST, impactOf } from './impact.ts';
import { targetsIn } from './retention/targets.ts';
import { inShort } from './retention/words.ts';
import {
  checkInWords,
  counted,
  gradeInWords,
  notRun,
  openFindings,
  placesInShort,
  seconds,
  severityCounts,
  surfaceInShort,
  writesInShort,
} from './words.ts';

/** More places than this make a comment unreadable. */
const SHOWN_PLACES = 10;

/** For pull requests and tickets: the same order as the terminal, everything from the target in code spans. */
export const markdown: Reporter = (result, { mostFindings = Number.POSITIVE_INFINITY }) =>
  [
    ...head(result),
    ...fixFirst(result),
    ...checks(result),
    ...findings(result, mostFindings),
    ...limits(result),
  ].join('\n');

function head(result: ScanResult): string[] {
  const { label, coverage, caps } = result.score;
  const facts = `coverage ${Math.round(coverage * 100)} %, ${counted(result.traffic.requests, 'request')}, ${seconds(result.durationMs)}`;
  return [
    `# ${plainText(gradeInWords(result.score))}`,
    '',
    `${plainText(label)}.`,
    '',
    `${code(result.target.url)}: ${plainText(surfaceInShort(result))}; ${facts}.`,
    ...caps.map(({ limit, reason }) => `\nScore capped at ${limit}: ${plainText(reason)}.`),
    ...(result.retention ? [`\nMemory: ${plainText(inShort(result.retention))}.`] : []),
    ...targetsIn(result).map(([operation, says]) => `- ${code(operation)}: ${plainText(says)}`),
    ...[writesInShort(result) ?? []].flat().map((says) => `\n${plainText(says)}.`),
    ...leftInShort(result.notRemoved).map((what) => `\n**Left behind:** ${plainText(what)}.`),
    ...(result.partial ? [`\n**Partial:** ${plainText(result.partial)}.`] : []),
    '',
  ];
}

/** The root causes to begin with, a line each: what an attacker can do, and where. */
function fixFirst(result: ScanResult): string[] {
  const causes = rootCauses(openFindings(result));
  if (causes.length === 0) return [];
  return [
    '## Fix first',
    '',
    ...causes.slice(0, FIX_FIRST).map(({ leader, others }, at) => {
      const beside =
        others.length === 0 ? '' : ` (with ${counted(others.length, 'finding')} of the same cause)`;
      return `${at + 1}. **${leader.severity}: ${plainText(leader.title)}**, ${code(placesInShort(leader))}${beside}. ${plainText(impactOf(leader))}`;
    }),
    '',
  ];
}

function checks(result: ScanResult): string[] {
  const rows = result.checks.map((check) => {
    return `| ${check.title} | ${check.score === null ? '–' : Math.round(check.score)} | ${plainText(checkInWords(check, result))} |`;
  });
  return ['| check | score | result |', '| --- | ---: | --- |', ...rows, ''];
}

function findings(result: ScanResult, most: number): string[] {
  const open = openFindings(result).sort(byUrgency);
  if (open.length === 0) return ['No findings.', ''];
  const rest = open.slice(most);
  return [
    `## ${counted(open.length, 'finding')}`,
    '',
    ...open.slice(0, most).flatMap(describe),
    ...(rest.length > 0 ? [`And ${counted(rest.length, 'more finding')}: ${severityCounts(rest)}.`, ''] : []),
  ];
}

function describe(finding: Finding): string[] {
  const shown = finding.locations.slice(0, SHOWN_PLACES);
  const hidden = finding.locations.length - shown.length;
  return [
    `### ${finding.severity.toUpperCase()}: ${plainText(finding.title)}`,
    '',
    `${plainText(finding.description)}`,
    '',
    ...shown.map((place) => `- ${code(placeName(place))}: ${plainText(place.evidenceSummary)}`),
    ...(hidden > 0 ? [`- and ${counted(hidden, 'more location')}`] : []),
    '',
    `**Fix.** ${plainText(finding.remediation)}`,
    ...(finding.guide ? ['', `In full: ${code(finding.guide.command)}`] : []),
    '',
    ...fence(finding.evidence[0]?.curl ?? ''),
    '',
    `\`${finding.rule}\` · ${finding.confidence} · ${finding.cwe.map((id) => `CWE-${id}`).join(', ')} · ${finding.owasp} · CVSS ${finding.cvss.score.toFixed(1)} · \`${finding.fingerprint}\``,
    '',
  ];
}

function limits(result: ScanResult): string[] {
  const lines = [...notRun(result), ...blindSpots(result)];
  return lines.length === 0 ? [] : ['## Not tested', '', ...lines.map((line) => `- ${plainText(line)}`), ''];
}

/** A code span whose fence is longer than any run of backticks inside (CommonMark section 6.1). */
export function code(value: string): string {
  const line = plain(value).replace(/\s+/g, ' ');
  const fenceLength = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1;
  const ticks = '`'.repeat(fenceLength);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  // A bar would end the cell even inside a span.
  return `${ticks}${padding}${line.replaceAll('|', '\\|')}${padding}${ticks}`;
}

function fence(value: string): string[] {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}sh`, plain(value), ticks];
}

/** A space without width: it keeps hosts of code from making a mention or a link, and readers of the source see it. */
const NOTHING = '&#8203;';

/** Text that may hold words of the target: nothing in it is markup, a link, a mention or an image. */
export function plainText(value: string): string {
  return plain(value)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()<>#+!|~$]/g, '\\$&')
    .replaceAll('@', `@${NOTHING}`)
    .replaceAll('://', `:${NOTHING}//`);
}
