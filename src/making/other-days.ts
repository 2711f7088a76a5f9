import { valueAt, withValueAt } from '../openapi/json-pointer.ts';
import { isNode, type Node } from '../openapi/node.ts';
import { ENDS, isDay, spreadDates, type Window } from './spread-dates.ts';
import type { Wish } from './wishes.ts';

/** A member that was refused, where it stands. */
export interface Refused {
  readonly steps: readonly string[];
  readonly wish: Wish;
}

/** Bookings commonly open for a year, a quarter or a month, and not on every day of the week. */
const WINDOWS: readonly Window[] = [
  { days: 75 },
  { days: 75, later: 1 },
  { days: 24, later: 2 },
  { days: 24 },
  { days: 8, later: 1 },
];

/** True for what may be granted by another day. */
export function wantsOtherDay(name: string, held: unknown, wish: Wish): boolean {
  const wished = wish.kind === 'type' ? wish.type.startsWith('date') : DAYS_MAY.has(wish.kind);
  return wished && isDay(name, held);
}

const DAYS_MAY: ReadonlySet<Wish['kind']> = new Set(['valid', 'other', 'days', 'number', 'length']);

/**
 * All days of the body on nearer ones, as they stand to one another, and those that were refused also written in
 * another way: a refusal seldom says which of both was wrong.
 */
export function onOtherDays(body: Node, refused: readonly Refused[], tag: string, attempt: number): Node {
  const said = refused.flatMap(({ wish }) => (wish.kind === 'days' ? [wish.most] : []));
  const days = Math.max(1, Math.min(...said) - 1);
  const window = said.length > 0 ? { days, later: attempt } : WINDOWS[attempt % WINDOWS.length];
  let changed = spreadDates(body, tag, window);
  for (const { steps, wish } of refused) {
    const held = valueAt(changed, steps);
    if (typeof held === 'string') changed = withValueAt(changed, steps, written(held, wish, attempt)) as Node;
  }
  return changed;
}

function written(held: string, wish: Wish, attempt: number): string {
  const day = held.slice(0, 10);
  const time = held.slice(11, 16) || '10:00';
  if (wish.kind === 'type' && wish.type === 'date') return day;
  if (wish.kind === 'type' && held.length === 10) return `${day}T${time}:00Z`;
  if (wish.kind !== 'valid') return held;
  const forms = new Set([held, `${day}T${time}`, `${day}T${time}:00Z`, day, `${day} ${time}`]);
  return [...forms][attempt % forms.size] ?? held;
}

/** A day for a member that is added to others: theirs, or the one after, where they say when something is. */
export function besideOthers(name: string, value: unknown, body: Node, tag: string): unknown {
  if (!isDay(name, value)) return value;
  const others = daysOf(body).toSorted();
  const [first] = others;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return spreadDates({ [name]: value }, tag)[name];
  const day = ENDS.test(name) ? new Date(Date.parse(last) + DAY_MS).toISOString().slice(0, 10) : first;
  return day + value.slice(10);
}

/** How far from now the last day of a body is. */
export function windowOf(body: Node, now = Date.now()): Window {
  const last = daysOf(body).toSorted().at(-1);
  return last === undefined ? {} : { days: Math.max(1, Math.ceil((Date.parse(last) - now) / DAY_MS)) };
}

/** Every day in the body, without its time. */
export function daysOf(value: unknown, name = ''): string[] {
  if (isDay(name, value)) return [value.slice(0, 10)];
  if (Array.isArray(value)) return value.flatMap((item) => daysOf(item, name));
  return isNode(value) ? Object.entries(value).flatMap(([key, held]) => daysOf(held, key)) : [];
}

const DAY_MS = 86_400_000;
