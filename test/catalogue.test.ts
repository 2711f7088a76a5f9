import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generatedPages } from '../scripts/generated-pages.ts';
import { CATALOGUE, CHECKS } from '../src/checks/index.ts';
import { complianceOf } from '../src/findings/compliance.ts';
import { cvssScore } from '../src/findings/cvss.ts';
import { guideFor } from '../src/guides/guide.ts';
import { impactOf } from '../src/report/impact.ts';
import { WEIGHTS } from '../src/score/formula.ts';

/** The conscience of the house: red while a rule is unlisted, untested, unsourced or undocumented. */
const entries = CHECKS.flatMap((check) =>
  check.rules.map((rule) => ({ check: check.id, id: rule.id, rule })),
);

test('twelve checks, each with rules, weight and compliance references', () => {
  expect(CHECKS.map(({ id }) => id).sort()).toEqual(Object.keys(WEIGHTS).sort());
  for (const { id, rules } of CHECKS) {
    expect(rules.length, id).toBeGreaterThan(0);
    expect(complianceOf(id).length, id).toBeGreaterThan(0);
  }
});

test('rule ids are unique, and no file lies beside the lists', () => {
  const ids = entries.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  for (const { id: check, rules } of CHECKS) {
    const listed = readFileSync(`src/checks/${check}/index.ts`, 'utf8');
    for (const name of readdirSync(`src/checks/${check}`)) {
      const text = readFileSync(`src/checks/${check}/${name}`, 'utf8');
      const exported = [...text.matchAll(/^export const (\w+)[^=]*= (?:defineRule|documentRule)\(/gm)];
      for (const [, rule = ''] of exported) {
        expect(listed, name).toContain(`'./${name}'`);
        // Imported, and in the list.
        expect(listed.split(new RegExp(`\\b${rule}\\b`)).length, rule).toBeGreaterThan(2);
      }
      expect(rules.length, name).toBeGreaterThanOrEqual(exported.length);
    }
  }
});

describe.each(entries)('$check / $id', ({ check, id, rule }) => {
  test('says what it is', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(id).not.toMatch(/^(no|not|missing-no)-/);
    for (const text of [rule.title, rule.description, rule.remediation])
      expect(text.length).toBeGreaterThanOrEqual(10);
    expect(rule.title).not.toMatch(/\.$/);
    expect(rule.description).toMatch(/\.$/);
    expect(rule.remediation).toMatch(/\.$/);
    expect(rule.cwe.every((number) => Number.isInteger(number) && number > 0)).toBe(true);
    expect(cvssScore(rule.cvss)).toBeGreaterThanOrEqual(0);
    expect(rule.inspect ?? rule.judge).toBeDefined();
  });

  test('is shown to fire and to stay silent', () => {
    const path = `test/checks/${check}/${id}.test.ts`;
    expect(existsSync(path), `${path} is missing`).toBe(true);
    const own = readFileSync(path, 'utf8');
    // Rules that differ in one word share their rows in a file beside them.
    const shared = /from '\.\/([\w-]+-rows\.ts)'/.exec(own)?.[1];
    const rows = own + (shared ? readFileSync(`test/checks/${check}/${shared}`, 'utf8') : '');
    expect(rows).toMatch(/test(Tls)?Rule\(/);
    expect(rows, 'no row that fires').toMatch(/fires: (\{|true)|firing|fires\(|, fires }|'failed'/);
    expect(rows, 'no row that stays silent').toMatch(/fires: false|silent|'passed'/);
  });
});

test('every rule has a guide: guides/<rule>/any.md', async () => {
  const ids = CATALOGUE.flatMap(({ rules }) => rules.map(({ id }) => id));
  const guides = await Promise.all(ids.map((id) => guideFor(id)));
  expect(guides.filter(({ pages }) => pages.length === 0).map(({ rule }) => rule)).toEqual([]);
});

test('the README counts right', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(`${entries.length} rules in twelve checks`);
});

test.each(await generatedPages())('%s is fresh: npm run docs', (path, text) => {
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text);
});

const GRAVE = entries.filter(({ rule }) => !['low', 'info'].includes(rule.severity));

test.each(GRAVE)('$check / $id says first what an attacker can do, in one short sentence', ({ rule }) => {
  const impact = impactOf(rule);
  expect(impact.length, impact).toBeLessThanOrEqual(160);
  // Subjects of sentences about the service; what follows from them is for the reader to work out.
  expect(impact).not.toMatch(/^(?:The|This|Input|Responses?|Error|Tokens?|URLs|Links?|Examples|Tools) /);
});
