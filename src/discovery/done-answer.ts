import type { Exchange } from '../http/exchange.ts';
import { header, headerValues, isJson, json, text } from '../http/exchange.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import { keepsChoice } from '../values/resource-names.ts';

/** Said of something that was just done, in a short answer. */
const DONE =
  /\b(?:deleted|removed|cleared|reset|restored|restarted|switched|logged out|signed out|cancell?ed|updated|saved|created|enabled|disabled|approved|unsubscribed|purged|flushed|initiali[sz]ed|regenerated|invalidated|completed|successful(?:ly)?|done)\b/i;
const SHORT_ANSWER = 600;

/** True for an answer that shows that the link did something: done words, the way back to the page of the link, or a cookie that nobody got before. */
export function looksDone(answer: Exchange, from: string, known: ReadonlySet<string>): boolean {
  const { response, request } = answer;
  const location = header(response.headers, 'location');
  if (
    response.status >= 300 &&
    response.status < 400 &&
    location !== undefined &&
    URL.canParse(location, request.url)
  ) {
    const back = new URL(location, request.url);
    const page = new URL(from);
    if (back.origin === page.origin && back.pathname === page.pathname) return true;
  }
  if (cookiesSet(answer).some((name) => !known.has(name) && !repeats(answer, name))) return true;
  return response.status < 300 && response.body.length < SHORT_ANSWER && DONE.test(messageOf(answer));
}

/** What a text or an object of few members says; data that has a date under `updated` says nothing. */
function messageOf({ response }: Exchange): string {
  const value = json(response);
  if (value === undefined || typeof value === 'string') return text(response);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const held = Object.values(value);
  return held.length > 3 ? '' : held.filter((one) => typeof one === 'string').join(' ');
}

/** True for a cookie that only keeps which record the JSON answer shows: `active_team=blue` beside `{"code":"blue"}`. */
function repeats({ response }: Exchange, name: string): boolean {
  if (!isJson(response) || !keepsChoice(name)) return false;
  const line = headerValues(response.headers, 'set-cookie').find((one) => one.trim().startsWith(`${name}=`));
  const value = percentDecoded(/=([^;]{1,40})/.exec(line ?? '')?.[1] ?? '');
  const body = text(response);
  return (
    value !== '' &&
    (body.includes(`"${value}"`) || body.includes(`:${value},`) || body.includes(`:${value}}`))
  );
}

export function cookiesSet({ response }: Exchange): string[] {
  return headerValues(response.headers, 'set-cookie').map((line) => line.split('=', 1)[0]?.trim() ?? '');
}
