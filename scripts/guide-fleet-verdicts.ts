import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS } from '../src/guides/topics.ts';
import type { ScanResult } from '../src/index.ts';
import { type Framework, GUIDE_FLEET } from './guide-fleet-apps.ts';

interface Expected {
  /** Rules of a topic that the flawed app of every framework has to make fire. */
  readonly flawed: Readonly<Record<string, readonly string[]>>;
  /** Rules that can not look at a fixed app: what they need is what the fix takes away. */
  readonly blindWhenFixed: readonly string[];
  /** Findings above info that a fixed app may have all the same: what is wrong is then the rule, or the contract. */
  readonly accepted: readonly { readonly rule: string; readonly framework?: string; readonly why: string }[];
}

export const expected: Expected = JSON.parse(readFileSync(join(GUIDE_FLEET, 'expected.json'), 'utf8'));

export interface Verdict {
  readonly what: string;
  /** Undefined where all is as expected. */
  readonly fault?: string | undefined;
}

const RULES: Readonly<Record<string, readonly string[]>> = TOPICS;

const topicsOf = ({ without = {} }: Framework) =>
  Object.keys(TOPICS).filter((topic) => !Object.hasOwn(without, topic));

/** Rules that have to fire and did not. */
export function missedRules(framework: Framework, result: ScanResult): string[] {
  return topicsOf(framework)
    .flatMap((topic) => expected.flawed[topic] ?? [])
    .filter((rule) => !reports(rule, result));
}

/** Be it within the finding of its root cause. */
function reports(rule: string, result: ScanResult): boolean {
  return outcomeOf(rule, result)?.status === 'failed';
}

/** The flawed app: every flaw is reported, if need be by a scan of the missed rules alone, and the scan came to its end. */
export function judgeFlawed(framework: Framework, result: ScanResult, alone?: ScanResult): Verdict[] {
  const topics = topicsOf(framework).map((topic) => {
    const rules = expected.flawed[topic] ?? [];
    const missed = rules.filter((rule) => !reports(rule, result) && !(alone && reports(rule, alone)));
    const fault =
      rules.length === 0
        ? 'nothing is expected of it'
        : missed.map((rule) => `${rule} ${statusOf(rule, alone ?? result)}`).join(', ');
    return { what: `flawed, ${topic}`, fault: fault || undefined };
  });
  return [...topics, { what: 'flawed, whole scan', fault: result.partial }];
}

/** The fixed app: nothing above info, and every rule that caught its flawed twin looked. */
export function judgeFixed(framework: Framework, name: string, result: ScanResult): Verdict[] {
  const accepted = new Set(
    expected.accepted
      .filter((one) => one.framework === undefined || one.framework === name)
      .map(({ rule }) => rule),
  );
  const loud = result.findings.filter(({ rule, severity }) => severity !== 'info' && !accepted.has(rule));
  const told = (rules: readonly string[]) =>
    loud
      .filter(({ rule }) => rules.includes(rule))
      .map(
        ({ rule, severity, locations }) =>
          `${rule} (${severity}) ${locations[0]?.operation ?? locations[0]?.url}: ${locations[0]?.evidenceSummary}`,
      );
  const topics = topicsOf(framework).map((topic) => {
    const unseen = (expected.flawed[topic] ?? []).filter(
      (rule) => !expected.blindWhenFixed.includes(rule) && !looked(rule, result),
    );
    const faults = [
      ...told(RULES[topic] ?? []),
      ...unseen.map((rule) => `${rule} did not look: ${statusOf(rule, result)}`),
    ];
    return { what: `fixed, ${topic}`, fault: faults.join('\n      ') || undefined };
  });
  const grouped = new Set(Object.values(TOPICS).flat());
  const rest = told(loud.map(({ rule }) => rule).filter((rule) => !grouped.has(rule)));
  return [
    ...topics,
    { what: 'fixed, everything else', fault: rest.join('\n      ') || undefined },
    { what: 'fixed, whole scan', fault: result.partial },
  ];
}

function outcomeOf(rule: string, { checks }: ScanResult) {
  return checks.flatMap(({ rules }) => rules).find((outcome) => outcome.rule === rule);
}

const looked = (rule: string, result: ScanResult) =>
  ['passed', 'failed'].includes(outcomeOf(rule, result)?.status ?? '');

function statusOf(rule: string, result: ScanResult): string {
  const outcome = outcomeOf(rule, result);
  return outcome ? [outcome.status, outcome.reason].filter(Boolean).join(', ') : 'is no rule';
}
