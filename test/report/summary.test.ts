import { expect, test } from 'vitest';
import { summary } from '../../src/report/summary.ts';
import type { Finding, ScanResult } from '../../src/result.ts';
import { exampleFinding, exampleResult } from './example-result.ts';

const NARROW = { colour: false, width: 80 };

/** One of many findings that share no cause. */
function own(at: number, overrides: Partial<Finding> = {}): Finding {
  return exampleFinding('words', {
    rule: `rule-${at}`,
    fingerprint: at.toString(16).padStart(16, '0'),
    severity: (['critical', 'high', 'medium', 'low', 'info'] as const)[at % 5] ?? 'info',
    ...overrides,
  });
}

function withFindings(findings: readonly Finding[], overrides: Partial<ScanResult> = {}): ScanResult {
  return exampleResult('words', { findings: [...findings], ...overrides });
}

test('no line is wider than a terminal of 80 columns', () => {
  const example = exampleResult('words');
  const [finding] = example.findings;
  if (!finding) throw new Error('an example with a finding is expected');
  const curl = `curl -sS -i -X 'POST' ${"-H 'X-Some-Header: some value' ".repeat(6)}'https://api.example.com/v2/orders'`;
  const result: ScanResult = {
    ...example,
    partial: 'the login of "ada" was lost after 61 requests: GET /v2/orders/{id}/lines returns 401',
    notRemoved: [
      'mb0123456789abcdef, made by POST /v2/orders/{id}/lines, and its list does not say where it lies',
    ],
    score: {
      ...example.score,
      value: 8,
      grade: 'F',
      caps: [{ limit: 8, reason: '3 confirmed critical findings and 33 others' }],
    },
    findings: Array.from({ length: 60 }, (_, at) =>
      own(at, {
        title: 'A title that says in the terms of the field what is wrong with this one operation of the API',
        evidence: [
          {
            ...(finding.evidence[0] as Finding['evidence'][number]),
            curl,
            response: {
              ...(finding.evidence[0] as Finding['evidence'][number]).response,
              body: 'a-word-without-any-space-'.repeat(40),
            },
          },
        ],
      }),
    ),
  };
  const text = summary(result, {
    ...NARROW,
    kept: { name: 'last', folder: '~/.local/state/middlebrick/scans' },
    trend: { previous: { ...result, findings: [] }, scores: [] },
  });
  expect(text.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  for (const told of ['capped at ', 'Partial:', 'Left behind:', '--format table', 'Saved as 6f2c1f7e in ~/'])
    expect(text).toContain(told);
});

test('five causes to fix first: impact, proof and fix of each; the rest is counted', () => {
  const text = summary(
    withFindings(Array.from({ length: 8 }, (_, at) => own(at, { severity: 'high' }))),
    NARROW,
  );
  expect(text.match(/^ {5}Impact {2}/gm)).toHaveLength(5);
  expect(text.match(/^ {5}Proof {3}/gm)).toHaveLength(5);
  expect(text.match(/^ {5}Fix {5}/gm)).toHaveLength(5);
  expect(text).toContain('… and 3 more findings of 3 further causes (3 high)');
});

test('an object-level hole is told before a file that two rules saw, and before notes', () => {
  const place = { fingerprint: 'f', method: 'GET', url: 'http://127.0.0.1:9/.env', evidenceSummary: 'Seen.' };
  const text = summary(
    withFindings([
      own(1, {
        rule: 'exposed-environment-file',
        severity: 'low',
        title: 'Environment file',
        locations: [place],
      }),
      own(2, { rule: 'exposed-secret', severity: 'high', title: 'Secret in response', locations: [place] }),
      ...Array.from({ length: 20 }, (_, at) => own(at + 10, { severity: 'info', title: `Note ${at}` })),
      own(3, { rule: 'foreign-object-served', severity: 'high', title: 'BOLA/IDOR', confidence: 'likely' }),
    ]),
    NARROW,
  );
  const titles = [...text.matchAll(/^ {2}\d +[A-Z]+ +(.+)$/gm)].map(([, title]) => title);
  expect(titles.slice(0, 2)).toEqual(['Secret in response', 'BOLA/IDOR']);
  expect(text).toContain('Related Environment file');
});

test('the proof is the part of the response that the note speaks of', () => {
  const finding = own(1);
  const [evidence] = finding.evidence as [Finding['evidence'][number]];
  const text = summary(
    withFindings([
      {
        ...finding,
        evidence: [
          {
            ...evidence,
            note: 'the response contains 54173879',
            response: { ...evidence.response, body: `${'far from it '.repeat(60)}{"log":"54173879"} behind` },
          },
        ],
      },
    ]),
    NARROW,
  );
  expect(text).toMatch(/HTTP 200 ….*far from it \{"log":"54173879"\}/);
});

test('a command of more than 300 characters gives way to the one that repeats it', () => {
  const finding = own(1);
  const [evidence] = finding.evidence as [Finding['evidence'][number]];
  const text = summary(
    withFindings([{ ...finding, evidence: [{ ...evidence, curl: `curl '${'x'.repeat(300)}'` }] }]),
    NARROW,
  );
  expect(text).not.toContain('curl ');
  expect(text).toContain('middlebrick replay 0000000000000001');
});

test('the next steps are commands that work: of a kept result, and without one', () => {
  const result = withFindings([own(1)]);
  const kept = summary(result, { ...NARROW, kept: { name: 'last' } });
  expect(kept).toContain('middlebrick report last --format html=report.html');
  expect(kept).toContain('middlebrick explain example-rule --framework fastapi');
  expect(kept).toContain('middlebrick compare 6f2c1f7e last');
  const passing = summary(result, NARROW);
  expect(passing).toContain('middlebrick scan … --format html=report.html');
  expect(passing).not.toContain('compare');
});

test('what changed since the last scan, and what was not tested', () => {
  const before = withFindings([own(1), own(2)], { startedAt: '2026-01-01T03:04:05.000Z' });
  const text = summary(
    { ...withFindings([own(1)]), score: { ...before.score, value: 90 } },
    { ...NARROW, width: 120, trend: { previous: before, scores: [] } },
  );
  expect(text).toContain('Since the scan of 2026-01-01 03:04 UTC: score 79 to 90 (+11); no new finding');
  expect(text).toMatch(/Not tested\n {2}- Object level authorization: words\./);
});

test('without findings it says so, and names no command for one', () => {
  const text = summary(withFindings([]), { ...NARROW, kept: { name: 'last' } });
  expect(text).toContain('No findings.');
  expect(text).not.toMatch(/explain|replay/);
});
