import { code, markdown, plainText } from '../report/markdown.ts';
import { openFindings } from '../report/words.ts';
import type { Outcome } from './outcome.ts';

/** GitHub refuses more than 1 MiB per step, whole; the margin is for the line that an append ends with. */
const MAX_BYTES = 1024 * 1024 - 1024;

/** The Markdown report with what the gate said above it, cut to fewer findings until it fits. */
export function jobSummary(outcome: Outcome, kept?: string, maxBytes = MAX_BYTES): string {
  const { result, ending, reasons } = outcome;
  const head = [`**middlebrick: ${ending}.** ${reasons.map(plainText).join(' ')}`.trim(), '', ''].join('\n');
  const place = kept === undefined ? '' : ` [Kept on the server](<${kept}>).`;
  const foot = `Scan ${code(result.id)}.${place}`;
  const whole = (mostFindings: number) =>
    `${head}${markdown(result, { colour: false, width: 100, mostFindings })}\n${foot}`;
  for (let most = openFindings(result).length; ; most = Math.floor(most / 2)) {
    const text = whole(most);
    if (Buffer.byteLength(text) <= maxBytes) return text;
    // Even without findings the reasons of the checks may be long: then the verdict has to do.
    if (most === 0) return `${head}${foot}`;
  }
}

/** What the page says where there is no result. */
export function failureSummary(reason: string): string {
  return `**middlebrick: error.** ${plainText(reason)}`;
}
