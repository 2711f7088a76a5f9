import type { ScanResult } from '../../result.ts';
import { blindSpots } from '../blind-spots.ts';
import { counted, notRun } from '../words.ts';
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
  markup`<details><summary>${counted(rules.length, 'rule')} that did not run, and why</summary><div class="scroll" tabindex="0" role="group" aria-label="Rules that did not run"><table><thead><tr><th scope="col">Rule</th><th scope="col">Check</th><th scope="col">Why</th></tr></thead><tbody>
${rules.map(({ check, rule }) => markup`<tr><td><code>${rule.rule}</code></td><td>${check.title}</td><td>${rule.status}: ${rule.reason ?? ''}</td></tr>`)}
</tbody></table></div></details>`
}</section>`;
}
