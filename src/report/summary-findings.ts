import type { RootCause } from '../findings/root-causes.ts';
import type { Finding } from '../result.ts';
import type { ReportContext } from './context.ts';
import { FIX_FIRST, impactOf } from './impact.ts';
import { indent, oneLine, paint, severityLabel, shellLines, wrap } from './layout.ts';
import { reportCommand } from './next-steps.ts';
import { proofOf } from './proof.ts';
import { counted, placesInShort, severityCounts } from './words.ts';

/** A longer shell line is nothing to read: `replay` sends the same request. */
const LONGEST_CURL = 300;
const MARGIN = 2;
const LABEL_COLUMNS = 8;
/** Where what is said of a finding begins. */
const HANGING = 5 + LABEL_COLUMNS;
/** Number and severity, before a title. */
const TITLE_COLUMNS = 13;
/** Lines of the response that are shown. */
const PROOF_LINES = 2;
const NAMED_BESIDE = 3;

/** The root causes to fix first, and how much more there is. */
export function fixFirst(causes: readonly RootCause[], context: ReportContext): string[] {
  if (causes.length === 0) return ['  No findings.', ''];
  const shown = causes.slice(0, FIX_FIRST);
  const rest = causes.slice(FIX_FIRST).flatMap(({ leader, others }) => [leader, ...others]);
  return [
    `  ${paint(context, 'bold', 'Fix first')}`,
    '',
    ...shown.flatMap((cause, at) => describe(cause, at + 1, context)),
    ...(rest.length > 0 ? more(rest, causes.length - shown.length, context) : []),
  ];
}

function more(rest: readonly Finding[], causes: number, context: ReportContext): string[] {
  const says = `… and ${counted(rest.length, 'more finding')} of ${counted(causes, 'further cause')} (${severityCounts(rest)}): ${reportCommand(context.kept, 'table')}`;
  return [...indent(wrap(says, context.width - MARGIN), MARGIN), ''];
}

function describe({ leader, others }: RootCause, number: number, context: ReportContext): string[] {
  const room = context.width - HANGING;
  const [first] = leader.locations;
  const [title = '', ...titleBelow] = wrap(leader.title, context.width - MARGIN - TITLE_COLUMNS);
  const rows: [label: string, lines: string[]][] = [
    ['Where', wrap(placesInShort(leader), room)],
    ['Impact', wrap(impactOf(leader), room)],
    ['Proof', [...wrap(first?.evidenceSummary ?? '', room), ...proofLines(leader, room, context)]],
    ['Fix', wrap(leader.remediation, room).map((line) => paint(context, 'green', line))],
    ['Related', others.length === 0 ? [] : wrap(relatedInShort(others), room)],
    ['Repeat', repeat(leader, room).map((line) => paint(context, 'dim', line))],
    ['', [paint(context, 'dim', factsOf(leader))]],
  ];
  return [
    `  ${paint(context, 'bold', `${number}`.padEnd(2))}${severityLabel(context, leader.severity)} ${paint(context, 'bold', title)}`,
    ...indent(
      titleBelow.map((line) => paint(context, 'bold', line)),
      MARGIN + TITLE_COLUMNS,
    ),
    ...rows.flatMap(([label, lines]) => beside(label, lines, context)),
    '',
  ];
}

function beside(label: string, lines: readonly string[], context: ReportContext): string[] {
  return lines.map(
    (line, at) =>
      `${' '.repeat(HANGING - LABEL_COLUMNS)}${paint(context, 'dim', (at === 0 ? label : '').padEnd(LABEL_COLUMNS))}${line}`,
  );
}

function proofLines(leader: Finding, room: number, context: ReportContext): string[] {
  const proof = proofOf(leader, room * PROOF_LINES);
  // What a service sends is no prose: it is cut where a line ends, not between words.
  const lines = Array.from({ length: Math.ceil(proof.length / room) }, (_one, at) =>
    proof.slice(at * room, (at + 1) * room).trimEnd(),
  );
  return lines.map((line) => paint(context, 'cyan', line));
}

function relatedInShort(others: readonly Finding[]): string {
  const titles = [...new Set(others.map(({ title }) => title))];
  const left = titles.length - NAMED_BESIDE;
  return [...titles.slice(0, NAMED_BESIDE), ...(left > 0 ? [`${left} more`] : [])].join('; ');
}

function repeat(leader: Finding, room: number): string[] {
  const curl = oneLine(leader.evidence[0]?.curl ?? '');
  const isShort = curl !== '' && curl.length <= LONGEST_CURL;
  return shellLines(isShort ? curl : `middlebrick replay ${leader.fingerprint}`, room);
}

function factsOf({ rule, confidence, cwe, fingerprint }: Finding): string {
  return [rule, confidence, `CWE-${cwe[0]}`, fingerprint].join(' · ');
}
