import { ScanError } from '../errors.ts';
import type { Check, Rule } from './rule.ts';

/** What the user asked to look at: ids of checks and rules, operations (`GET /users/{id}`) and paths (`/users/*`). */
export interface Selection {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export const EVERYTHING: Selection = { include: [], exclude: [] };

/** @throws ScanError invalid-option for an entry that names nothing */
export function checkSelection(selection: Selection, checks: readonly Check[]): void {
  const ids = new Set(checks.flatMap((check) => [check.id, ...check.rules.map(({ id }) => id)]));
  for (const entry of [...selection.include, ...selection.exclude]) {
    if (!isPlace(entry) && !ids.has(entry)) {
      throw new ScanError(
        'invalid-option',
        `"${entry}" is not a check, rule, operation or path; "middlebrick rules" lists checks and rules.`,
      );
    }
  }
}

/** Why a rule is left out, or undefined when it runs. */
export function leftOut({ include, exclude }: Selection, check: Check, rule: Rule): string | undefined {
  const wanted = include.filter((entry) => !isPlace(entry));
  if (exclude.includes(check.id) || exclude.includes(rule.id)) return 'excluded by the user';
  if (wanted.length > 0 && !wanted.includes(check.id) && !wanted.includes(rule.id))
    return 'not included by the user';
  return undefined;
}

/** True when an operation with this method and path template may be tested. */
export function operationWanted({ include, exclude }: Selection, method: string, path: string): boolean {
  const places = include.filter(isPlace);
  if (exclude.filter(isPlace).some((place) => matches(place, method, path))) return false;
  return places.length === 0 || places.some((place) => matches(place, method, path));
}

/** True when a request to this place would go against an `exclude`: it is then never sent, whoever asks. */
export function forbidden({ exclude }: Selection, method: string, path: string): boolean {
  return exclude.filter(isPlace).some((place) => matches(place, method, path));
}

function isPlace(entry: string): boolean {
  return entry.includes('/');
}

function matches(place: string, method: string, path: string): boolean {
  const [, onlyMethod, pattern = place] = /^([A-Z]+) +(\/.*)$/.exec(place) ?? [];
  if (onlyMethod !== undefined && onlyMethod !== method) return false;
  const source = pattern
    .split(/(\*+|\{[^/{}]*\})/)
    .map((part) =>
      /^\*+$/.test(part) ? '.*' : /^\{/.test(part) ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}/?$`).test(path);
}
