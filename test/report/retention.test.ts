import { expect, test } from 'vitest';
import { PLAIN } from '../../src/report/context.ts';
import { html } from '../../src/report/html/html.ts';
import { markdown } from '../../src/report/markdown.ts';
import { retentionHtml } from '../../src/report/retention/html.ts';
import { retentionSummary } from '../../src/report/retention/summary.ts';
import { summary } from '../../src/report/summary.ts';
import { judgeTrace } from '../../src/retention/judge.ts';
import { recordedTraces } from '../retention/recorded-traces.ts';
import { exampleResult } from './example-result.ts';

const run = recordedTraces().find(({ target }) => target === 'rs-map');
if (run === undefined) throw new Error('the recording is gone');
const HOSTILE = '"><img src=x onerror=alert(1)>\u001b[2J\u202e|`[x](y)\n# z';

/** A run whose free texts are what a hostile target or command could bring in. */
function report(words: string) {
  const result = judgeTrace({ ...run?.as('A'), target: words, source: words, notes: [words] } as Parameters<
    typeof judgeTrace
  >[0]);
  return { result, fixes: new Map([['memory-kept-per-credential', 'Bound it.']]), tool: { version: '1' } };
}

const tags = (page: string) => [...page.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)|<!--/g)].map(([tag]) => tag);

test('the page and the section of a scan stay inert whatever the words', () => {
  expect(tags(retentionHtml(report(HOSTILE)))).toEqual(tags(retentionHtml(report('words'))));
  const page = (words: string) => html(exampleResult('words', { retention: report(words).result }), PLAIN);
  expect(tags(page(HOSTILE))).toEqual(tags(page('words')));
  expect(page('words')).toMatch(/<section aria-labelledby="retention">.*<svg.*Checks|<svg/s);
});

test('a terminal sees no control character, and 80 columns', () => {
  for (const text of [
    retentionSummary(report(HOSTILE), PLAIN),
    summary(exampleResult('words', { retention: report(HOSTILE).result }), PLAIN),
  ]) {
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).toMatch(/2,\d\d\d B per credential, 99 % between/);
    expect(text.split('\n').filter((line) => [...line].length > 80 && !line.includes('curl'))).toEqual([]);
  }
});

test('Markdown says it in one line', () => {
  const text = markdown(exampleResult('words', { retention: report(HOSTILE).result }), PLAIN);
  expect(text).toMatch(/^Memory: Memory grows with every new credential \\\(unbounded/m);
});
