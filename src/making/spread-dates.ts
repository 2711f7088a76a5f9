import { isNode, type Node } from '../openapi/node.ts';
import { digitsOf } from './usual-values.ts';

/** A day, or a time of it; the parts that services write or leave out are kept as they are. */
const DATE = /^(\d{4}-\d{2}-\d{2})(?:([T ])(\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** Days on which something was, whatever is made now. */
const PAST = /birth|dob|born|since|issued|purchas|hired/i;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Not today, and within what calendars commonly take. */
const SOONEST_DAYS = 14;
const DAYS = 300;

/** Which days are taken: within so many from now, and so many days after those that belong to the tag. */
export interface Window {
  readonly days?: number;
  readonly later?: number;
}

/** True for a member that holds a day to come. */
export function isDay(name: string, value: unknown): value is string {
  return typeof value === 'string' && DATE.test(value) && !PAST.test(name);
}

/**
 * The same body with its days in the near future, on days that belong to the tag: two things made for one day may not
 * both be taken. Periods keep their length, or get one of a day or an hour where they had none.
 */
export function spreadDates(
  body: Node,
  tag: string,
  { days: within = DAYS + SOONEST_DAYS, later: shift = 0 }: Window = {},
  now = Date.now(),
): Node {
  const dates: { readonly name: string; readonly at: number }[] = [];
  const look = (value: unknown, name: string) => {
    if (isDay(name, value)) {
      const at = momentOf(value);
      if (!Number.isNaN(at)) dates.push({ name, at });
    } else if (Array.isArray(value)) for (const item of value) look(item, name);
    else if (isNode(value)) for (const [key, held] of Object.entries(value)) look(held, key);
  };
  look(body, '');
  if (dates.length === 0) return body;
  const first = Math.min(...dates.map(({ at }) => at));
  // Of a short time most is left for what follows: whole weeks are added up to it.
  const soonest = Math.min(SOONEST_DAYS, Math.floor(within / 4));
  const day = soonest + (Number(digitsOf(tag, 4)) % Math.max(1, within - soonest - 7));
  const start = Math.floor(now / DAY_MS) * DAY_MS + day * DAY_MS;
  // Whole weeks, so that the day of the week and the time of day stay as they are: somebody may be closed on others.
  const moved = Math.ceil((start - first) / WEEK_MS) * WEEK_MS + shift * DAY_MS;
  const isOneMoment = dates.length > 1 && dates.every(({ at }) => at === first);
  const change = (value: unknown, name: string): unknown => {
    if (isDay(name, value)) {
      const at = momentOf(value);
      if (Number.isNaN(at)) return value;
      const later = isOneMoment && ENDS.test(name) ? (value.length === 10 ? DAY_MS : DAY_MS / 24) : 0;
      return writtenLike(value, at + moved + later);
    }
    if (Array.isArray(value)) return value.map((item) => change(item, name));
    if (!isNode(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, change(held, key)]));
  };
  return change(body, '') as Node;
}

/** By the clock that it is written for: moved by whole days, it stays that of the same place. */
function momentOf(value: string): number {
  const [, day = '', , minutes = '00:00', seconds = ''] = DATE.exec(value) ?? [];
  return Date.parse(`${day}T${minutes}${seconds || ':00'}Z`);
}

function writtenLike(value: string, at: number): string {
  const [, , between, , seconds, fraction = '', zone = ''] = DATE.exec(value) ?? [];
  const text = new Date(at).toISOString();
  if (between === undefined) return text.slice(0, 10);
  return `${text.slice(0, 10)}${between}${text.slice(11, seconds ? 19 : 16)}${fraction}${zone}`;
}

/** When something ends, beside when it begins. */
export const ENDS =
  /(?:_|[a-z])(?:end|until|to|till)(?:s|_?(?:at|date|time|on))?$|^(?:ends?|until|to)(?:_?(?:at|date|time|on))?$|check_?out|return|expires?|due|deadline/i;
