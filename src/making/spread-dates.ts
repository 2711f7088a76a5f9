import { isNode, type Node } from '../openapi/node.ts';
import { digitsOf } from './usual-values.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
/** Days on which something was, whatever is made now. */
const PAST = /birth|dob|born|since|issued|purchas|hired/i;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Not today, and within what calendars commonly take. */
const SOONEST_DAYS = 14;
const DAYS = 300;

/**
 * The same body with its days in the near future, on days that belong to the tag: two things made for one day may not
 * both be taken. Periods keep their length, or get one of a day or an hour where they had none.
 */
export function spreadDates(body: Node, tag: string, now = Date.now()): Node {
  const dates: { readonly name: string; readonly at: number }[] = [];
  const look = (value: unknown, name: string) => {
    if (typeof value === 'string' && DATE.test(value) && !PAST.test(name)) {
      const at = Date.parse(value.length === 10 ? `${value}T00:00:00Z` : value);
      if (!Number.isNaN(at)) dates.push({ name, at });
    } else if (Array.isArray(value)) for (const item of value) look(item, name);
    else if (isNode(value)) for (const [key, held] of Object.entries(value)) look(held, key);
  };
  look(body, '');
  if (dates.length === 0) return body;
  const first = Math.min(...dates.map(({ at }) => at));
  const day = SOONEST_DAYS + (Number(digitsOf(tag, 4)) % DAYS);
  const start = Math.floor(now / DAY_MS) * DAY_MS + day * DAY_MS;
  // Whole weeks, so that the day of the week and the time of day stay as they are: somebody may be closed on others.
  const moved = Math.ceil((start - first) / WEEK_MS) * WEEK_MS;
  const isOneMoment = dates.length > 1 && dates.every(({ at }) => at === first);
  const change = (value: unknown, name: string): unknown => {
    if (typeof value === 'string' && DATE.test(value) && !PAST.test(name)) {
      const isDay = value.length === 10;
      const at = Date.parse(isDay ? `${value}T00:00:00Z` : value);
      if (Number.isNaN(at)) return value;
      const later = isOneMoment && ENDS.test(name) ? (isDay ? DAY_MS : DAY_MS / 24) : 0;
      const text = new Date(at + moved + later).toISOString();
      if (isDay) return text.slice(0, 10);
      return /\.\d/.test(value) ? text : text.replace(/\.\d+/, '');
    }
    if (Array.isArray(value)) return value.map((item) => change(item, name));
    if (!isNode(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, change(held, key)]));
  };
  return change(body, '') as Node;
}

const ENDS =
  /(?:_|[a-z])(?:end|until|to|till)(?:s|_?(?:at|date|time|on))?$|^(?:ends?|until|to)(?:_?(?:at|date|time|on))?$|check_?out|return|expires?|due|deadline/i;
