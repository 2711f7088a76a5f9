import { expect, test } from 'vitest';
import { summary } from '../../src/report/summary.ts';
import type { ScanResult } from '../../src/result.ts';
import { exampleResult } from './example-result.ts';

test('a terminal of 80 columns wraps every sentence; commands stay whole, to be copied', () => {
  const example = exampleResult('words');
  const [finding] = example.findings;
  if (!finding) throw new Error('an example with a finding is expected');
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
    findings: Array.from({ length: 60 }, (_, at) => ({
      ...finding,
      severity: (['critical', 'high', 'medium', 'low', 'info'] as const)[at % 5] ?? 'info',
    })),
  };
  const lines = summary(result, { colour: false, width: 80 }).split('\n');
  expect(lines.filter((line) => [...line].length > 80 && !line.includes('curl '))).toEqual([]);
  for (const told of ['capped at ', 'Partial:', 'Left behind:', '--format table'])
    expect(lines.join('\n')).toContain(told);
});
