import { valueAt, withValueAt } from '../openapi/json-pointer.ts';
import { isNode, type Node } from '../openapi/node.ts';
import { readPattern } from '../openapi/pattern.ts';
import { plainName } from '../values/plain-name.ts';
import type { Complaint } from './complaints.ts';
import { besideOthers, onOtherDays, type Refused, wantsOtherDay } from './other-days.ts';
import { digitsOf, hasUsualValues, usualValue } from './usual-values.ts';
import type { Bounds, WantedType, Wish } from './wishes.ts';

/** What is known beside the answer. */
export interface Amending {
  /** The scan's own: what has to differ from everybody else's is made of it. */
  readonly tag: string;
  /** How often this body was amended before. */
  readonly attempt: number;
  /** Members, by plain name, that stay as they are unless a length is asked for. */
  readonly fixed?: ReadonlySet<string>;
  /** An identifier that a member of this name may hold, another one each time it is asked for. */
  readonly reference?: (name: string) => string | undefined;
}

/** The body as the complaints want it; undefined where none of them can be met. */
export function amended(body: Node, complaints: readonly Complaint[], amending: Amending): Node | undefined {
  let changed = body;
  const days: Refused[] = [];
  for (const { path, wish } of complaints) {
    const steps = placeOf(changed, stepsIn(changed, path));
    const name = steps.at(-1);
    if (name === undefined) continue;
    const held = valueAt(changed, steps);
    if (amending.fixed?.has(plainName(name)) && wish.kind !== 'length') continue;
    if (wantsOtherDay(name, held, wish)) days.push({ steps, wish });
    else if (wish.kind === 'absent') changed = withValueAt(changed, steps, undefined) as Node;
    else {
      const value = besideOthers(name, granted(name, held, wish, amending), changed, amending.tag);
      if (value !== undefined) changed = withValueAt(changed, steps, value) as Node;
    }
  }
  if (days.length > 0) changed = onOtherDays(changed, days, amending.tag, amending.attempt);
  return JSON.stringify(changed) === JSON.stringify(body) ? undefined : changed;
}

function granted(name: string, held: unknown, wish: Wish, amending: Amending): unknown {
  const { tag, attempt, reference } = amending;
  const known = reference?.(name);
  if (known !== undefined && ['present', 'valid', 'type', 'other'].includes(wish.kind)) {
    const asNumber = /^\d{1,15}$/.test(known) && !(wish.kind === 'type' && wish.type === 'text');
    return asNumber ? Number(known) : known;
  }
  switch (wish.kind) {
    case 'present':
      // Of several that a sentence names, those that were sent are seldom meant.
      if (isEmpty(held)) return usualValue(name, tag);
      return attempt > 0 ? usualValue(name, tag, attempt) : undefined;
    case 'other':
      return distinct(name, held, `${tag}${attempt}`);
    case 'choice': {
      const chosen = wish.values[attempt % wish.values.length];
      return Array.isArray(held) ? [chosen] : chosen;
    }
    case 'pattern':
      return ofPattern(wish.source, held, amending);
    case 'length':
      return ofLength(held ?? usualValue(name, tag), wish, tag);
    case 'days':
      return wish.most;
    case 'number':
      return wish.least ?? wish.most;
    case 'type':
      return ofType(name, held, wish.type, amending);
    default:
      return hasUsualValues(name)
        ? usualValue(name, tag, typeof held === 'string' ? attempt + 1 : attempt)
        : undefined;
  }
}

/** The scan's own name where it fits, else a text that does: another one for each name, since codes are often unique. */
function ofPattern(source: string, held: unknown, { tag, attempt }: Amending): string | undefined {
  const pattern = readPattern(source);
  const named = [held, tag, tag.toUpperCase(), digitsOf(tag, 6)].filter((one) => typeof one === 'string');
  const fitting = named.slice(attempt > 0 ? 1 : 0).find((one) => pattern?.matches(one) === true);
  return fitting ?? pattern?.sample(0, LONGEST_SAMPLE, Number(digitsOf(tag, 4)) + attempt);
}

const LONGEST_SAMPLE = 64;

function isEmpty(held: unknown): boolean {
  return held === undefined || held === null || held === '';
}

/** The same kind of value, which nobody else has: its last digits, or the whole text. */
export function distinct(name: string, held: unknown, tag: string): unknown {
  if (typeof held === 'number') return Number(digitsOf(tag, Math.min(9, String(Math.abs(held)).length + 3)));
  if (typeof held !== 'string') return usualValue(name, tag);
  const digits = held.replace(/\D/g, '').length;
  if (digits < 4) return /mail/i.test(name) ? `${tag}@example.com` : `${held.slice(0, 40)}-${tag}`;
  const fresh = [...digitsOf(tag, Math.min(7, digits))];
  let left = fresh.length;
  return [...held]
    .reverse()
    .map((sign) => {
      if (left === 0 || !/\d/.test(sign)) return sign;
      left -= 1;
      return fresh[left] ?? sign;
    })
    .reverse()
    .join('');
}

function ofLength(
  held: unknown,
  { least = 0, most = Number.POSITIVE_INFINITY }: Bounds,
  tag: string,
): unknown {
  if (Array.isArray(held)) return least > 0 && held.length === 0 ? ['sample'] : held.slice(0, most);
  if (typeof held === 'number') return Math.min(Math.max(held, least), most);
  const text = String(held ?? tag);
  const longer = text.length < least ? text.padEnd(Math.min(least, 500), `${tag}-`) : text;
  return longer.slice(0, most);
}

function ofType(name: string, held: unknown, type: WantedType, { tag, attempt }: Amending): unknown {
  switch (type) {
    case 'number':
      return typeof held === 'string' && /^-?\d+(?:\.\d+)?$/.test(held) ? Number(held) : 1;
    case 'boolean':
      return held !== true;
    case 'list':
      return held === undefined || attempt > 1 ? [] : Array.isArray(held) ? held : [held];
    case 'object':
      return isNode(held) ? held : {};
    case 'text': {
      const usual = usualValue(name, tag, attempt);
      return typeof usual === 'string' ? usual : String(held ?? usual);
    }
    case 'uuid':
      return usualValue('uuid', tag);
    case 'date':
      return usualValue(/birth/i.test(name) ? 'birth' : 'date', tag);
    case 'date-time':
      return '2031-05-05T10:00:00Z';
    case 'e-mail':
      return `${tag}@example.com`;
    case 'address':
      return 'https://example.com/';
  }
}

/** `items.0.ticketId` in a sentence leads into the body where its beginning is a member of it. */
function stepsIn(body: Node, path: readonly string[]): readonly string[] {
  const [only = ''] = path;
  const steps = only.split(/[.[\]]+/).filter((step) => step !== '');
  const leads = path.length === 1 && steps.length > 1 && !Object.hasOwn(body, only);
  return leads && Object.keys(body).some((name) => plainName(name) === plainName(steps[0] ?? ''))
    ? steps
    : path;
}

/** Where the member stands in the body, or would: names are compared as `user_id`, `userId` and `User ID` are one. */
function placeOf(body: Node, path: readonly string[]): string[] {
  const steps: string[] = [];
  let at: unknown = body;
  for (const step of path) {
    if (Array.isArray(at)) {
      const index = /^\d+$/.test(step) ? step : '0';
      steps.push(index);
      at = at[Number(index)];
      if (index === step) continue;
    }
    const names = isNode(at) ? Object.keys(at) : [];
    const name = names.find((one) => plainName(one) === plainName(step)) ?? written(step, Object.keys(body));
    steps.push(name);
    at = isNode(at) ? at[name] : undefined;
  }
  if (valueAt(body, steps) !== undefined || path.length > 1) return steps;
  // A bare name may be that of a nested member.
  return nestedPlace(body, path[0] ?? '', []) ?? steps;
}

function nestedPlace(node: unknown, name: string, above: readonly string[]): string[] | undefined {
  if (!isNode(node) || above.length > 4) return undefined;
  for (const [key, held] of Object.entries(node)) {
    if (plainName(key) === plainName(name)) return [...above, key];
    const inner = nestedPlace(held, name, [...above, key]);
    if (inner) return inner;
  }
  return undefined;
}

/** As the other names are written: `Phone number` is `phone_number` or `phoneNumber`. */
function written(name: string, others: readonly string[]): string {
  const words = name.trim().split(/[\s]+/);
  const isSnake = others.some((one) => one.includes('_')) || !others.some((one) => /[a-z][A-Z]/.test(one));
  if (words.length > 1) {
    const lower = words.map((word) => word.toLowerCase());
    if (isSnake) return lower.join('_');
    return lower.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
  }
  const isLower = others.every((one) => /^[a-z_]/.test(one));
  return isLower && /^[A-Z][a-z]/.test(name) ? (name[0]?.toLowerCase() ?? '') + name.slice(1) : name;
}
