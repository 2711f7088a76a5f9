import type { Check } from '../checks/rule.ts';
import type { ScanResult } from '../result.ts';

const COLUMNS = ['created', 'updates', 'deletions', 'other'] as const;

/** What a dry run of active mode would have written, and what each of its rules would have tried. */
export function planOf({ writes = [], checks }: ScanResult, all: readonly Check[]): string[] {
  if (writes.length === 0) return [];
  const active = new Set(
    all.flatMap(({ rules }) => rules).flatMap(({ id, needs = [] }) => (needs.includes('active') ? [id] : [])),
  );
  const tried = checks
    .flatMap(({ rules }) => rules)
    .flatMap(({ rule, locations }) => (active.has(rule) && locations?.tested ? [{ rule, locations }] : []));
  const names = writes.map(({ operation, identity }) => `${operation}  (${identity})`);
  const width = Math.max(...names.map((name) => name.length), ...tried.map(({ rule }) => rule.length));
  return [
    `${'It would write'.padEnd(width)}  ${COLUMNS.join('  ')}`,
    ...writes.map((row, at) =>
      [
        (names[at] ?? '').padEnd(width),
        ...COLUMNS.map((name) => String(row[name]).padStart(name.length)),
      ].join('  '),
    ),
    '',
    'Rules of active mode would look at',
    ...tried.map(
      ({ rule, locations: { tested, total, kind } }) =>
        `${rule.padEnd(width)}  ${tested} of ${total} ${kind}`,
    ),
    '',
  ];
}
