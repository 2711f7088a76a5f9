import { expect, test } from 'vitest';
import { FAMILIES, rootCauses } from '../../src/findings/root-causes.ts';
import type { ReportContext } from '../../src/report/context.ts';
import { PLAIN } from '../../src/report/context.ts';
import { html } from '../../src/report/html/html.ts';
import { inAParagraph } from '../../src/report/in-a-paragraph.ts';
import type { Finding, ScanResult } from '../../src/result.ts';
import { exampleFinding, exampleResult } from './example-result.ts';

const EVERYBODY = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N';

function found(rule: string, overrides: Partial<Finding> = {}): Finding {
  return exampleFinding('Seen.', {
    rule,
    title: `Title of ${rule}`,
    description: `Anyone can use ${rule}. It is not checked.`,
    fingerprint: `${rule.length}`.padStart(16, rule.slice(0, 1).replace(/[^a-f]/, 'f')),
    cvss: { vector: EVERYBODY, score: 9.3 },
    ...overrides,
  });
}

function resultWith(findings: readonly Finding[], overrides: Partial<ScanResult> = {}): ScanResult {
  return exampleResult('a reason', { findings: [...findings], ...overrides });
}

/** What a reader sees of a section, without tags. */
function sectionOf(result: ScanResult, id: string, context: ReportContext = PLAIN): string {
  const page = html(result, context);
  const [, section = ''] = new RegExp(`<h2 id="${id}">([\\s\\S]*?)</section>`).exec(page) ?? [];
  return section
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

test('the paragraph says what is worst, who could do it, how much is to fix and what was not tested', () => {
  const findings = [
    found('a-rule', { severity: 'critical' }),
    found('bb-rule', { cvss: { vector: EVERYBODY.replace('PR:N', 'PR:L'), score: 8 } }),
    found('ccc-rule', { cvss: { vector: EVERYBODY.replace('UI:N', 'UI:A'), score: 8 } }),
    found('dddd-rule', { severity: 'low' }),
  ];
  const result = resultWith(findings);
  expect(inAParagraph(result, rootCauses(findings)).map(({ says }) => says)).toEqual([
    'Grade C, 79 / 100.',
    'Most urgent (critical): Anyone can use a-rule.',
    'An attacker can use 3 critical and high findings: 1 without an account, 1 with any user account and 1 if a user opens a link or page of theirs.',
    'To fix: 3 critical or high causes; in all there are 4 findings (1 critical, 2 high, 1 low) from 4 causes.',
    'Not tested: 1 of 2 operations and Object level authorization.',
  ]);
});

test('a paragraph about nothing says what it speaks of, and a broken-off scan says so', () => {
  const result = resultWith([], { partial: 'the target stopped answering' });
  expect(inAParagraph(result, []).map(({ says }) => says)).toEqual([
    'Grade C, 79 / 100.',
    'The scan ended early: the target stopped answering.',
    'Nothing was found in the 1 of 2 operations that the scan reached.',
    'Not tested: 1 of 2 operations and Object level authorization.',
  ]);
});

test('each check shows how its score comes about, worst first', () => {
  const [one, other] = resultWith([]).checks as [ScanResult['checks'][number], ScanResult['checks'][number]];
  const result = resultWith(
    [
      found('a-rule', { severity: 'critical' }),
      found('bb-rule', { severity: 'high', confidence: 'likely' }),
      found('ccc-rule', { severity: 'medium', check: 'bola' }),
    ],
    {
      checks: [
        { ...other, score: 85 },
        { ...one, score: 5.5 },
      ],
    },
  );
  const checks = sectionOf(result, 'checks');
  expect(checks).toContain('100 points to begin with −70 critical Title of a-rule confirmed −24.5 high');
  expect(checks).toContain('5.5 points left');
  expect(checks.indexOf('Authentication')).toBeLessThan(checks.indexOf('Object level authorization'));
});

test('a score below zero is shown as what it counts, and in red', () => {
  const [one] = resultWith([]).checks as [ScanResult['checks'][number]];
  const result = resultWith(
    [found('a-rule', { severity: 'critical' }), found('bb-rule', { severity: 'critical' })],
    { checks: [{ ...one, score: 0 }] },
  );
  expect(sectionOf(result, 'checks')).toContain('−40 points left, counted as 0');
  expect(html(result, PLAIN)).toContain('class="bar bad zero"');
});

test('every anchor leads to something in the page', () => {
  const page = html(
    resultWith([
      found('a-rule'),
      found('bb-rule', { severity: 'info' }),
      found('ccc-rule', { check: 'bola' }),
    ]),
    PLAIN,
  );
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
  expect(targets.length).toBeGreaterThan(5);
  expect(targets.filter((id) => !ids.has(id))).toEqual([]);
});

test('compliance: a requirement by what was found, by silence, and by what was not tested', () => {
  const compliance = sectionOf(
    resultWith([found('a-rule'), found('bb-rule', { severity: 'info' })]),
    'compliance',
  );
  expect(compliance).toContain('8.3.1 1 : Title of a-rule');
  expect(compliance).toContain('7.2.1 Not tested: Object level authorization');
  expect(sectionOf(resultWith([]), 'compliance')).toContain('8.3.1 nothing found');
});

test('operations and their findings, worst operation first', () => {
  const at = (operation: string) => [
    {
      fingerprint: operation,
      operation,
      method: 'GET',
      url: 'http://127.0.0.1:9/',
      evidenceSummary: 'Seen.',
    },
  ];
  const section = sectionOf(
    resultWith([
      found('a-rule', { severity: 'low', locations: at('GET /calm') }),
      found('bb-rule', { severity: 'high', locations: at('GET /worse') }),
    ]),
    'by-operation',
  );
  expect(section.indexOf('GET /worse')).toBeGreaterThan(0);
  expect(section.indexOf('GET /worse')).toBeLessThan(section.indexOf('GET /calm'));
});

test('the matrix names what is wrong with an operation', () => {
  const result = resultWith([found('foreign-object-served', { check: 'bola' })]);
  const access = [
    { identity: 'anonymous', result: 'denied' as const },
    { identity: 'ada', result: 'allowed' as const },
  ];
  const identities = access.map(({ identity }) => ({ name: identity, proof: 'needs none' }));
  const section = sectionOf(
    {
      ...result,
      surface: { ...result.surface, identities },
      operations: result.operations.map((one) => ({ ...one, access })),
    },
    'authorization',
  );
  expect(section).toContain('anonymous 2 denied; ada 2 allowed');
  expect(section).toContain('GET /users/{id} denied allowed Title of foreign-object-served');
});

test('the trend: change since the last scan, and the scores before it', () => {
  const before = resultWith([found('a-rule'), found('bb-rule')], { startedAt: '2026-01-01T00:00:00.000Z' });
  const page = html(resultWith([found('a-rule')]), {
    ...PLAIN,
    trend: {
      previous: { ...before, score: { ...before.score, value: 60 } },
      scores: [
        { startedAt: '2025-12-01T00:00:00.000Z', value: 40, grade: 'F' },
        { startedAt: '2026-01-01T00:00:00.000Z', value: 60, grade: 'D' },
      ],
    },
  });
  expect(page).toContain('Since the scan of 2026-01-01 00:00 UTC: score 60 to 79 (+19)');
  expect(page).toContain('aria-label="Scores, oldest first: 40, 60, 79"');
});

test('findings of one title are named once under "Same cause", with all of their locations', () => {
  const exposed = (rule: string, fingerprint: string) =>
    found(rule, { title: 'Phone numbers exposed', severity: 'medium', fingerprint });
  const [leader = '', first = '', second = ''] =
    FAMILIES.find(({ within }) => within === 'service')?.rules ?? [];
  const result = resultWith([
    found(leader, { severity: 'critical' }),
    exposed(first, 'a'.repeat(16)),
    exposed(second, 'b'.repeat(16)),
  ]);
  expect(sectionOf(result, 'fix-first')).toMatch(/Same cause: Phone numbers exposed \(2 locations\)$/);
});
