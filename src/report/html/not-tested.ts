import type { ScanResult } from '../../result.ts';
import { blindSpots } from '../blind-spots.ts';
import { counted, notRun } from '../words.ts';
import { foldedTable, rowsIn } from './folded-table.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** What silence does not speak of: checks, operations and rules. */
export function notTestedSection(result: ScanResult): Markup | '' {
  const lines = [...notRun(result).map((line) => `${line}.`), ...blindSpots(result)];
  const rules = result.checks.flatMap((check) =>
    check.rules
      .filter(({ status }) => status === 'skipped' || status === 'errored')
      .map((rule) => ({ check, rule })),
  );
  if (lines.length + rules.length === 0) return '';
  return markup`<section aria-labelledby="not-tested"><h2 id="not-tested">Not tested</h2>
${lines.length > 0 && markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`}
${
  rules.length > 0 &&
  foldedTable({
    summary: `${counted(rules.length, 'rule')} that did not run, and why`,
    label: 'Rules that did not run',
    head: ['Rule', 'Check', 'Why'],
    body: rowsIn(
      rules.map(
        ({ check, rule }) =>
          markup`<tr><td><code>${rule.rule}</code></td><td>${check.title}</td><td>${rule.status}: ${rule.reason ?? ''}</td></tr>`,
      ),
    ),
  })
}</section>`;
}
