import { placeName } from '../findings/place-name.ts';
import type { CheckOutcome, Finding, ScanResult, Severity, WrittenBy } from '../result.ts';
import { SEVERITIES } from '../result.ts';

/** What is said of a check without findings. */
export const NOTHING_FOUND = 'nothing found';

/** `1 request`, `2 requests`. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** The command that prints the guide of a finding: for its framework and kind of credential, where it has one. */
export function explainCommand({ guide, rule }: Pick<Finding, 'guide' | 'rule'>): string {
  return guide?.command ?? `middlebrick explain ${rule}`;
}

export function cweUrl(id: number): string {
  return `https://cwe.mitre.org/data/definitions/${id}.html`;
}

/** The first place and how many more there are. */
export function placesInShort({ locations }: Finding): string {
  const [first, ...more] = locations;
  const name = first ? placeName(first) : '';
  return more.length === 0 ? name : `${name} and ${counted(more.length, 'more location')}`;
}

export function openFindings(result: ScanResult): Finding[] {
  return result.findings.filter((finding) => !finding.suppressed);
}

/** `2 critical, 1 high`, worst first, without zeros. */
export function severityCounts(findings: readonly Finding[]): string {
  return SEVERITIES.map((severity): [Severity, number] => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ])
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ');
}

/** What the service was taken for: `FastAPI, JWT, 23 operations`. */
export function surfaceInShort({ surface, operations }: ScanResult): string {
  const framework = surface.framework
    ? `${surface.framework.name}${surface.framework.version ? ` ${surface.framework.version}` : ''}`
    : 'framework unknown';
  const credential = surface.credential.kind === 'none' ? 'no credential found' : surface.credential.kind;
  return `${framework} · ${credential} · ${counted(operations.length, 'operation')}`;
}

/** `Made 14 objects and accounts, of which 2 are left; 9 changes of them; 61 requests that change nothing.` */
export function writesInShort({ writes = [] }: ScanResult): string | undefined {
  const sum = (pick: (row: WrittenBy) => number) => writes.reduce((total, row) => total + pick(row), 0);
  const [made, left, changes, asked] = [
    sum((row) => row.created),
    sum((row) => row.notRemoved),
    sum((row) => row.updates),
    sum((row) => row.other),
  ];
  if (made + changes + asked === 0) return undefined;
  const gone = made === 0 ? '' : left === 0 ? ', all removed' : `, ${left} left behind`;
  const parts = [
    `${counted(made, 'object or account', 'objects and accounts')} made${gone}`,
    ...(changes > 0 ? [`${counted(changes, 'change')} of them`] : []),
    ...(asked > 0 ? [`${counted(asked, 'login or query', 'logins and queries')}`] : []),
  ];
  return `Writes: ${parts.join('; ')}`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `Grade B, 84 / 100`, or that there is none and why. */
export function gradeInWords({ grade, value, withheld }: ScanResult['score']): string {
  if (grade !== null) return `Grade ${grade}, ${value} / 100`;
  return withheld === undefined ? 'No grade' : `No grade: ${withheld}`;
}

/** What a check's score stands on: its findings, and how much of what it is about was tested. */
export function checkInWords(check: CheckOutcome, result: ScanResult): string {
  if (check.score === null) return notTested(check);
  const own = openFindings(result).filter((finding) => finding.check === check.id);
  const found = severityCounts(own) || NOTHING_FOUND;
  const share = check.coverage ?? 0;
  return share < 1 ? `${found}; ${Math.round(share * 100)} % tested` : found;
}

function notTested({ status, reason }: CheckOutcome): string {
  const word = status === 'skipped' ? 'not tested' : status;
  return reason ? `${word}: ${reason}` : word;
}

/** Checks that did not run, with their reason; those of one reason together. */
export function notRun(result: ScanResult): string[] {
  const titles = new Map<string, string[]>();
  for (const { score, weight, title, reason, status } of result.checks) {
    if (score !== null || weight === 0) continue;
    titles.set(reason ?? status, [...(titles.get(reason ?? status) ?? []), title]);
  }
  return [...titles].map(([reason, checks]) => `${checks.join(', ')}: ${reason}`);
}
