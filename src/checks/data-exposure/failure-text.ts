import { isFatalPage } from '../../answers/fatal-page.ts';
import type { Exchange } from '../../http/exchange.ts';
import { isJson } from '../../http/exchange.ts';
import { readableText } from '../disclosure.ts';

/**
 * The text of an answer that reports a failure: status 400 and up, a JSON envelope with an error in it, or PHP’s word
 * that a script broke off.
 * Pages that merely write about errors are empty here.
 */
export function failureText(exchange: Exchange): string {
  if (exchange.response.status >= 400 || isFatalPage(exchange))
    return readableText(exchange).slice(0, LOOKED_AT);
  if (exchange.response.status >= 300 || !isJson(exchange.response)) return '';
  const text = readableText(exchange).slice(0, LOOKED_AT);
  return ENVELOPE.test(text.slice(0, ENVELOPE_START)) ? text : '';
}

/** What failed stands first; the rest of a debug page repeats it. */
const LOOKED_AT = 50_000;
const ENVELOPE_START = 400;
const ENVELOPE =
  /^\s*\{[^[]{0,200}"(?:error|errors|exception|stack|stacktrace|trace|traceback|fault)"\s*:\s*[^\s,}nf[]/i;
