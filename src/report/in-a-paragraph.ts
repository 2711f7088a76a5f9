import type { RootCause } from '../findings/root-causes.ts';
import type { Finding, ScanResult } from '../result.ts';
import type { Attacker } from './impact.ts';
import { ATTACKERS, attackerOf, impactOf } from './impact.ts';
import { counted, gradeInWords, severityCounts } from './words.ts';

/** What to read if nothing else is read. */
export interface Sentence {
  readonly says: string;
  readonly isWorst?: true;
}

/** The result for somebody who decides: grade, worst thing, who could do it, how much is to fix, what was not tested. */
export function inAParagraph(result: ScanResult, causes: readonly RootCause[]): Sentence[] {
  const findings = causes.flatMap(({ leader, others }) => [leader, ...others]);
  const plain = (...lines: string[]): Sentence[] => lines.map((says) => ({ says }));
  return [
    ...plain(`${gradeInWords(result.score)}.`),
    ...(result.partial === undefined ? [] : plain(`The scan ended early: ${result.partial}.`)),
    ...(causes[0] === undefined
      ? plain(nothing(result))
      : [
          { says: worst(causes[0]), isWorst: true } as const,
          ...plain(...who(findings), toFix(causes, findings)),
        ]),
    ...plain(...notTested(result)),
  ];
}

function nothing({ score }: ScanResult): string {
  const { reached, known } = score.operations;
  return `Nothing was found in the ${reached} of ${counted(known, 'operation')} that the scan reached.`;
}

function worst({ leader }: RootCause): string {
  const impact = impactOf(leader).replace(/\.$/, '');
  const likely = leader.confidence === 'confirmed' ? '' : `, ${leader.confidence}`;
  return `Most urgent (${leader.severity}${likely}): ${impact}.`;
}

const SERIOUS: ReadonlySet<string> = new Set(['critical', 'high']);

/** Who could use what is serious, from those who need least. */
function who(findings: readonly Finding[]): string[] {
  const serious = findings.filter(({ severity }) => SERIOUS.has(severity));
  const counts = new Map<Attacker, number>();
  for (const finding of serious) counts.set(attackerOf(finding), (counts.get(attackerOf(finding)) ?? 0) + 1);
  const parts = ATTACKERS.flatMap((one) => {
    const count = counts.get(one);
    return count === undefined ? [] : [`${count} ${one}`];
  });
  if (parts.length === 0) return [];
  return [
    `An attacker can use ${counted(serious.length, 'critical or high finding', 'critical and high findings')}: ${listed(parts)}.`,
  ];
}

function toFix(causes: readonly RootCause[], findings: readonly Finding[]): string {
  const urgent = causes.filter(({ leader }) => SERIOUS.has(leader.severity)).length;
  const all = `${counted(findings.length, 'finding')} (${severityCounts(findings)}) from ${counted(causes.length, 'cause')}`;
  if (urgent === 0) return `In all there are ${all}; none is critical or high.`;
  return `To fix: ${counted(urgent, 'critical or high cause')}; in all there are ${all}.`;
}

function notTested(result: ScanResult): string[] {
  const { reached, known } = result.score.operations;
  const checks = result.checks.filter(({ score, weight }) => score === null && weight > 0);
  const parts = [
    ...(known > reached ? [`${known - reached} of ${counted(known, 'operation')}`] : []),
    ...checks.map(({ title }) => title),
  ];
  return parts.length === 0 ? [] : [`Not tested: ${listed(parts)}.`];
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
