import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commentText, failureComment, markerOf } from '../../src/action/comment-text.ts';
import { failureSummary, jobSummary } from '../../src/action/job-summary.ts';
import type { KnownBefore } from '../../src/action/known-before.ts';
import { outcomeOf } from '../../src/action/outcome.ts';
import { toBaseline } from '../../src/compare/baseline.ts';
import { judge } from '../../src/compare/gate.ts';
import type { ScanResult } from '../../src/result.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';

const NONE: KnownBefore = { none: 'no run on main has left one' };

const outcome = (result: ScanResult, baseline = toBaseline({ ...result, findings: [] })) =>
  outcomeOf(result, judge(result, { failOn: 'high' }), baseline);

/** Many findings, each with as many words as a target likes. */
const many = (count: number, words: string) =>
  exampleResult('x', {
    findings: Array.from({ length: count }, (_one, index) => {
      const [place] = exampleFinding('x').locations;
      const fingerprint = index.toString(16).padStart(16, '0');
      return exampleFinding(words, {
        fingerprint,
        locations: [{ ...(place as NonNullable<typeof place>), fingerprint }],
      });
    }),
  });

test('a summary over the limit shows fewer findings, counts the others and keeps the verdict', () => {
  const result = many(200, 'words '.repeat(200));
  const whole = jobSummary(outcome(result));
  expect(whole.match(/^### HIGH/gm)?.length).toBeGreaterThan(50);
  expect(Buffer.byteLength(whole)).toBeLessThan(1024 * 1024);
  const cut = jobSummary(outcome(result), undefined, 40_000);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(40_000);
  const shown = cut.match(/^### HIGH/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(0);
  expect(cut).toContain(`And ${200 - shown} more findings: ${200 - shown} high.`);
  expect(cut).toContain('**middlebrick: failed.** 200 findings of high severity or worse');
  expect(jobSummary(outcome(result), undefined, 300)).toMatch(
    /^\*\*middlebrick: failed\.\*\* .*\n\nScan `[0-9a-f-]+`\.$/s,
  );
});

test('the real limit holds for a scan that found very much', () => {
  const summary = jobSummary(outcome(many(2_000, 'long '.repeat(400))));
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
  expect(summary).toMatch(/And \d+ more findings/);
});

test('a comment stays within GitHub’s limit and says how many more there are', () => {
  const text = commentText('<!-- m -->', outcome(many(2_000, 'word '.repeat(1_000))), NONE, 'https://x');
  expect(text.length).toBeLessThanOrEqual(65_536);
  expect(text.match(/^#### HIGH/gm)).toHaveLength(20);
  expect(text).toContain('And 1980 more findings: 1980 high.');
  const escaped = commentText('<!-- m -->', outcome(many(2_000, '@'.repeat(5_000))), NONE, 'https://x');
  expect(escaped.length).toBeLessThanOrEqual(65_536);
  const shown = escaped.match(/^#### HIGH/gm)?.length ?? 0;
  expect(shown).toBeGreaterThan(1);
  expect(escaped).toContain(`And ${2_000 - shown} more findings`);
  const huge = exampleResult('x', { target: { url: `http://127.0.0.1/${'a'.repeat(80_000)}`, scope: [] } });
  expect(commentText('<!-- m -->', outcome(huge), NONE, 'https://x').length).toBeLessThanOrEqual(65_536);
});

test('what a baseline knows is counted, not listed; what is new has its impact and its fix', () => {
  const result = many(3, 'words');
  const baseline = toBaseline({ ...result, findings: result.findings.slice(0, 2) });
  const text = commentText(
    '<!-- m -->',
    outcome(result),
    { baseline, from: 'the baseline b.json of main' },
    '',
  );
  expect(text).toContain(
    '**1 new finding in this pull request** (1 high); 2 known. Compared with the baseline b.json of main.',
  );
  expect(text.match(/^#### /gm)).toHaveLength(1);
  expect(text).toMatch(/^\*\*Impact\.\*\* words$/m);
  expect(text).toMatch(/^\*\*Fix\.\*\* words In full: `middlebrick explain example-rule --framework/m);
  const known = commentText('<!-- m -->', outcome(result), { baseline: toBaseline(result), from: 'it' }, '');
  expect(known).toContain('**No new finding in this pull request**; 3 known. Compared with it.');
  expect(known).not.toContain('####');
});

test('what is gone is resolved only where the scan looked again', () => {
  const before = many(4, 'words');
  const left = before.findings.slice(0, 1);
  const ran = { rule: 'example-rule', title: 'Example', status: 'failed' as const };
  const after = (rules: ScanResult['checks'][number]['rules']) => ({
    ...before,
    findings: left,
    checks: before.checks.map((check, at) => (at === 0 ? { ...check, rules } : check)),
  });
  const says = (
    rules: ScanResult['checks'][number]['rules'],
    known: Exclude<KnownBefore, { none: string }>,
  ) => commentText('<!-- m -->', outcome(after(rules)), known, '');
  const found = { result: before, from: 'the last run on main' };
  expect(says([ran], found)).toContain('; 3 findings resolved; 1 known. Compared with the last run on main.');
  expect(says([{ ...ran, status: 'skipped' }], found)).toContain(
    '; 3 findings not seen again, and not tested; 1 known.',
  );
  const baseline = { baseline: toBaseline(before), from: 'b' };
  expect(says([ran], baseline)).toContain('; 3 known locations resolved; 1 known.');
  expect(says([{ ...ran, status: 'skipped' }], baseline)).toContain(
    '; 3 known locations not seen again, and not tested;',
  );
});

test('information is folded, and a missing baseline is said', () => {
  const result = exampleResult('x', {
    findings: [
      exampleFinding('words', { severity: 'low' }),
      exampleFinding('words', { severity: 'info', fingerprint: 'b', rule: 'lesser-rule' }),
    ],
  });
  const text = commentText('<!-- m -->', outcome(result), NONE, '');
  expect(text).toContain(
    '**No baseline was found**: no run on main has left one. All 2 findings are listed (1 low, 1 info); which of them this pull request brings is not known.',
  );
  expect(text.match(/^#### /gm)).toHaveLength(1);
  const [, folded = ''] =
    /<details><summary>1 finding for information<\/summary>\n\n([\s\S]*?)<\/details>/.exec(text) ?? [];
  expect(folded).toContain('`lesser-rule`');
  const none = commentText('<!-- m -->', outcome(exampleResult('x', { findings: [] })), NONE, '');
  expect(none).toContain('There are no findings.');
});

test('a marker is one HTML comment, whatever a workflow is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(markerOf({ GITHUB_WORKFLOW: name }, undefined)).toMatch(/^<!-- middlebrick:[0-9a-f]{16} -->$/);
    }),
  );
  expect(markerOf({ GITHUB_JOB: 'a' }, undefined)).not.toBe(markerOf({ GITHUB_JOB: 'b' }, undefined));
  expect(markerOf({ GITHUB_JOB: 'a' }, 'key')).toBe(markerOf({ GITHUB_JOB: 'b' }, 'key'));
});

test('no word of a target is markup in a comment, nor begins a line of a table', () => {
  const skeleton = lines(commentText('<!-- m -->', outcome(exampleResult('words')), NONE, ''));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (noise) => {
      const words = `${noise}\n| a | b |\n<img src=x>![x](y)[z](javascript:1)@everyone\`\`\`${noise}`;
      const text = commentText('<!-- m -->', outcome(exampleResult(words)), { none: words }, '');
      expect(lines(text)).toBe(skeleton);
      for (const page of [text, failureComment('<!-- m -->', words, ''), failureSummary(words)]) {
        const outside = page.replace('<!-- m -->', '').replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
        expect(outside).not.toMatch(/(?<!\\)(?:\\\\)*[<[\]]|@everyone/);
      }
    }),
    { numRuns: 200 },
  );
});

function lines(text: string): number {
  return text.split(/\r\n|\r|\n/).length;
}
