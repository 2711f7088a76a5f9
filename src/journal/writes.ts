import type { WrittenBy } from '../result.ts';
import type { Entry } from './journal.ts';

/**
 * What a scan wrote, by operation and identity: what was made and what became of it, what was changed, and what only
 * asked. `nameOf` gives the operation that a URL belongs to.
 */
export function writesOf(
  entries: readonly Entry[],
  nameOf: (method: string, url: string) => string,
): WrittenBy[] {
  // Their names differ from scan to scan, and say nothing.
  const accounts = new Set(entries.flatMap(({ intent: { account } }) => account?.user ?? []));
  const rows = new Map<string, WrittenBy>();
  for (const { intent, state } of entries) {
    const { kind, method, url } = intent;
    const identity = accounts.has(intent.by) ? AN_ACCOUNT : intent.by;
    const operation = nameOf(method, url);
    const key = `${operation} ${identity}`;
    const row = rows.get(key) ?? { operation, identity, ...NOTHING };
    rows.set(key, row);
    if (kind === 'ask') row.other += 1;
    else if (state === 'nothing') row.refused += 1;
    else if (kind === 'change') row.updates += 1;
    else if (kind === 'remove') row.deletions += 1;
    else {
      row.created += 1;
      if (state !== 'undone') row.notRemoved += 1;
    }
  }
  return [...rows.values()].sort(
    (a, b) => compare(a.operation, b.operation) || compare(a.identity, b.identity),
  );
}

const AN_ACCOUNT = 'an account of the scan';
const NOTHING = { created: 0, notRemoved: 0, updates: 0, deletions: 0, refused: 0, other: 0 };

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
