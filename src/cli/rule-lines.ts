import type { Rule } from '../checks/rule.ts';

/** A line per rule: severity, id and title, in columns. */
export function ruleLines(rules: readonly Rule[], width = widest(rules)): string[] {
  return rules.map((rule) => {
    const needs = rule.needs?.length ? ` (needs ${rule.needs.join(', ')})` : '';
    return `  ${rule.severity.padEnd(8)}  ${rule.id.padEnd(width)}  ${rule.title}${needs}`;
  });
}

export function widest(rules: readonly Rule[]): number {
  return Math.max(0, ...rules.map(({ id }) => id.length));
}
