import { newSince, toBaseline } from '../compare/baseline.ts';
import { compareResults } from '../compare/diff.ts';
import { createLookedAgain } from '../compare/looked-again.ts';
import { counted, openFindings } from '../report/words.ts';
import type { Finding, ScanResult } from '../result.ts';
import type { KnownBefore } from './known-before.ts';

/** What a pull request brought and took away. */
export interface Since {
  /** Cut to the places that are new. */
  readonly fresh: readonly Finding[];
  /** Findings without a new place. */
  readonly known: number;
  /** `2 findings resolved`; empty where none was. */
  readonly resolved: string;
  /** `1 finding not seen again, and not tested`; empty where there is none. */
  readonly notTested: string;
}

export function since(result: ScanResult, before: Exclude<KnownBefore, { none: string }>): Since {
  const open = openFindings(result);
  const fresh = newSince(open, 'result' in before ? toBaseline(before.result) : before.baseline);
  const gone = 'result' in before ? goneFindings(before.result, result) : gonePlaces(before.baseline, result);
  const say = (count: number, what: string) => (count === 0 ? '' : `${counted(count, gone.noun)} ${what}`);
  return {
    fresh,
    known: open.length - fresh.length,
    resolved: say(gone.resolved, 'resolved'),
    notTested: say(gone.notTested, 'not seen again, and not tested'),
  };
}

interface Gone {
  readonly noun: string;
  readonly resolved: number;
  readonly notTested: number;
}

/** A finding is gone once none of its places is left. */
function goneFindings(before: ScanResult, after: ScanResult): Gone {
  const { resolved, notTested } = compareResults(before, after);
  const left = new Set(after.findings.map(({ fingerprint }) => fingerprint));
  const unseen = new Set(notTested.map(({ fingerprint }) => fingerprint));
  const whole = (findings: readonly Finding[]) =>
    findings.filter(({ fingerprint }) => !left.has(fingerprint));
  return {
    noun: 'finding',
    resolved: whole(resolved).filter(({ fingerprint }) => !unseen.has(fingerprint)).length,
    notTested: whole(notTested).length,
  };
}

/** A baseline knows places, and not which of them belong together. */
function gonePlaces(
  before: Extract<KnownBefore, { baseline: unknown }>['baseline'],
  after: ScanResult,
): Gone {
  const seen = new Set(toBaseline(after).places.map(({ fingerprint }) => fingerprint));
  const lookedAgain = createLookedAgain(after);
  const checkOf = new Map(after.checks.flatMap(({ id, rules }) => rules.map(({ rule }) => [rule, id])));
  const operations = new Set(after.operations.map(({ id }) => id));
  const gone = before.places.filter(({ fingerprint }) => !seen.has(fingerprint));
  const resolved = gone.filter(({ rule, where }) =>
    lookedAgain(
      { rule, check: checkOf.get(rule) ?? '' },
      // A place without an operation is written as method and address.
      /^\S+ https?:/.test(where) && !operations.has(where) ? {} : { operation: where },
    ),
  );
  return { noun: 'known location', resolved: resolved.length, notTested: gone.length - resolved.length };
}
