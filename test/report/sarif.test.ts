import { expect, test } from 'vitest';
import { toBaseline } from '../../src/compare/baseline.ts';
import type { ReportContext } from '../../src/report/context.ts';
import { PLAIN } from '../../src/report/context.ts';
import { sarif } from '../../src/report/sarif.ts';
import type { Finding, FindingLocation, ScanResult } from '../../src/result.ts';
import { codeScanningProblems } from './code-scanning.ts';
import { exampleFinding, exampleResult } from './example-result.ts';

const placeAt = (path: string, fingerprint: string, evidenceSummary = 'It is served.'): FindingLocation => ({
  fingerprint,
  operation: `GET ${path}`,
  method: 'GET',
  url: `http://127.0.0.1:9${path}`,
  evidenceSummary,
});
const three = [placeAt('/orders', 'a1'), placeAt('/users', 'a2'), placeAt('/bills', 'a3')];
const runOf = (
  findings: readonly Finding[],
  context: Partial<ReportContext> = {},
  more: Partial<ScanResult> = {},
) => {
  const text = sarif(exampleResult('x', { findings: [...findings], ...more }), { ...PLAIN, ...context });
  expect(codeScanningProblems(text)).toEqual([]);
  return JSON.parse(text).runs[0];
};

test('a root cause is one result; its message leads to the other locations', () => {
  const { results } = runOf([exampleFinding('Served', { title: 'No login needed', locations: three })]);
  expect(results).toHaveLength(1);
  const [result] = results;
  expect(result.message.text).toBe(
    'No login needed: It is served. (GET /orders) Also at [GET /users](1), [GET /bills](2).',
  );
  expect(result.locations).toHaveLength(1);
  expect(result.relatedLocations.map((one: { id: number }) => one.id)).toEqual([1, 2]);
  expect(result.relatedLocations[1].logicalLocations[0].fullyQualifiedName).toBe('GET /bills');
});

test('a target cannot write links into a message', () => {
  const words = '[all is well](1) ](2)';
  const [result] = runOf([
    exampleFinding('x', {
      title: words,
      locations: [placeAt('/a', 'a1', words), placeAt('/[b](1)', 'a2', words)],
    }),
  ]).results;
  const links = [...result.message.text.matchAll(/(?<!\\)\[(.*?)(?<!\\)\]\((\d+)\)/g)];
  expect(links.map(([, , id]) => id)).toEqual(['1']);
  expect(result.relatedLocations[0].message.text).not.toMatch(/(?<!\\)\]\(/);
});

test('an alert keeps its identity when a location goes, and another finding has another', () => {
  const hash = (finding: Finding) => runOf([finding]).results[0].partialFingerprints;
  const before = hash(exampleFinding('x', { locations: three }));
  expect(hash(exampleFinding('other words', { locations: three.slice(1) }))).toEqual(before);
  expect(hash(exampleFinding('x', { fingerprint: 'beef' }))).not.toEqual(before);
});

test('the category is the target’s, whatever the scan, or the one that was named', () => {
  const idOf = (target: string, context: Partial<ReportContext> = {}) =>
    runOf([], context, { target: { url: target, scope: [] } }).automationDetails.id;
  expect(idOf('https://api.example.com/')).toBe('middlebrick/api.example.com/');
  expect(idOf('https://api.example.com:8443/v1/?key=1')).toBe('middlebrick/api.example.com:8443/v1/');
  expect(idOf('https://pr-7.example.com/', { sarifCategory: 'shop' })).toBe('shop/');
  expect(idOf('https://pr-7.example.com/', { sarifCategory: 'shop/api/' })).toBe('shop/api/');
});

test('severities are those shown: weighed otherwise than the rule, a finding has a rule of its own', () => {
  const cvss = exampleFinding('x').cvss;
  const { tool, results } = runOf([
    exampleFinding('x', { severity: 'high', cvss: { ...cvss, score: 8.7 } }),
    exampleFinding('x', {
      fingerprint: 'b',
      severity: 'info',
      severityReason: 'The list is public.',
      cvss: { ...cvss, score: 8.7 },
    }),
  ]);
  const shown = tool.driver.rules.map((rule: { id: string; properties: Record<string, string> }) => [
    rule.id,
    rule.properties['security-severity'],
  ]);
  expect(shown).toEqual([
    ['example-rule', '8.7'],
    ['example-rule.info', '0.1'],
  ]);
  expect(
    results.map(({ level, ruleId, ruleIndex, rank }: Record<string, unknown>) => [
      level,
      ruleId,
      ruleIndex,
      rank,
    ]),
  ).toEqual([
    ['error', 'example-rule', 0, 87],
    ['note', 'example-rule.info', 1, 1],
  ]);
  expect(tool.driver.informationUri).toMatch(/^https:\/\/github\.com\//);
});

test('what the baseline knows in part is neither new nor unchanged', () => {
  const finding = exampleFinding('x', { locations: three });
  const stateWith = (known: readonly FindingLocation[]) => {
    const baseline = toBaseline(exampleResult('x', { findings: [{ ...finding, locations: [...known] }] }));
    return runOf([finding], { baseline }).results[0].baselineState;
  };
  expect([stateWith([]), stateWith(three.slice(1)), stateWith(three)]).toEqual([
    'new',
    'updated',
    'unchanged',
  ]);
  expect(runOf([finding]).results[0].baselineState).toBeUndefined();
});

test('a scan that broke off says so', () => {
  const [{ executionSuccessful, toolExecutionNotifications, endTimeUtc }] = runOf(
    [],
    {},
    {
      partial: 'the time budget was used up',
    },
  ).invocations;
  expect(executionSuccessful).toBe(false);
  expect(toolExecutionNotifications[0].message.text).toContain('the time budget was used up');
  expect(endTimeUtc).toBe('2026-01-02T03:04:07.345Z');
});
