import { describe, expect, test } from 'vitest';
import type { LabApp } from '../lab/app.ts';
import { serveLab } from '../lab/app.ts';
import { CHECKS } from '../src/checks/index.ts';
import type { Rule } from '../src/checks/rule.ts';
import { scoreWithin, severityOf } from '../src/findings/cvss.ts';
import type { Confidence, Finding, Severity } from '../src/result.ts';
import type { ScanOptions } from '../src/scan.ts';
import { scan } from '../src/scan.ts';
import { expectShown } from './guides/shown.ts';

/** One row: a lab app, and what the rule must make of it. */
export interface RuleRow {
  readonly lab: LabApp;
  /** Appended to the lab's URL: the target that is scanned. */
  readonly path?: string;
  readonly options?: Partial<ScanOptions>;
  /** False: the rule must look and stay silent. True or details: it must fire, with these. */
  readonly fires:
    | boolean
    | { readonly severity?: Severity; readonly confidence?: Confidence; readonly at?: readonly string[] };
  /** The rule must not look, for this reason. Only with `fires: false`. */
  readonly skipped?: RegExp;
  /** At how many places the rule has to look: `3 of 3 parameters`. */
  readonly looked?: string;
  /** Anything else to assert of the findings. */
  readonly also?: (findings: readonly Finding[]) => void;
}

interface TestOptions {
  readonly together?: boolean;
  /** False for further rows of a rule whose guide shows those of another file. */
  readonly isInGuide?: boolean;
}

/**
 * Runs every row through the whole pipeline against a real loopback port, with this one rule. Rows of a rule that waits
 * for seconds wait `together`.
 */
export function testRule(
  rule: Rule,
  rows: Readonly<Record<string, RuleRow>>,
  { together = false, isInGuide = true }: TestOptions = {},
): void {
  const check = CHECKS.find(({ rules }) => rules.includes(rule));
  const shown = isInGuide ? firstFiring(rows) : undefined;
  describe(rule.id, { concurrent: together }, () => {
    test.each(Object.entries(rows))('%s', async (name, row) => {
      if (!check) throw new Error(`${rule.id} is in no check's list`);
      const lab = await serveLab(row.lab);
      try {
        const result = await scan({
          url: lab.url + (row.path ?? ''),
          checks: [{ ...check, rules: [rule] }],
          guesses: 'first',
          ...row.options,
        });
        const outcome = result.checks[0]?.rules[0];
        // Silence counts only when the rule looked: a crash or a skip must not pass for it.
        const expected = row.fires ? 'failed' : row.skipped ? 'skipped' : 'passed';
        expect(outcome, outcome?.reason).toMatchObject({ rule: rule.id, status: expected });
        if (row.skipped) expect(outcome?.reason).toMatch(row.skipped);
        const { locations } = outcome ?? {};
        if (row.looked)
          expect(locations && `${locations.tested} of ${locations.required} ${locations.kind}`).toBe(
            row.looked,
          );
        if (typeof row.fires === 'object') {
          const { severity, confidence, at } = row.fires;
          const [worst] = result.findings;
          if (severity) expect(worst?.severity).toBe(severity);
          if (confidence) expect(worst?.confidence).toBe(confidence);
          const places = result.findings.flatMap((finding) =>
            finding.locations.map((l) => l.operation ?? l.url),
          );
          if (at) expect(places.sort()).toEqual([...at].sort());
        }
        for (const finding of result.findings) expectJustified(finding);
        row.also?.(result.findings);
        if (name === shown) expectShown(rule.id, result.findings[0]);
      } finally {
        await lab.close();
      }
    });
  });
}

/** A severity is the band of the score, or its reason is said; what ranks by score alone is given one that fits. */
function expectJustified({ rule, severity, severityReason, cvss }: Finding): void {
  expect(severityReason !== undefined, `${rule}: ${severity}, ${cvss.score}`).toBe(
    severityOf(cvss.score) !== severity,
  );
  expect(severityOf(scoreWithin(severity, cvss.score))).toBe(severity);
}

/** The row whose finding stands in the rule's guide. */
export function firstFiring(rows: Readonly<Record<string, { readonly fires: unknown }>>): string | undefined {
  return Object.keys(rows).find((name) => rows[name]?.fires);
}
