import { servesContent } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import { type SqlPosition, sqlIdentifierConditions, sqlPosition } from '../../material/sql-identifiers.ts';
import { asks } from '../../places/body-slots.ts';
import { requestOf } from '../../places/operations.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { recordsIn } from '../objects.ts';
import { confirmed } from '../rule.ts';
import { askedIn, booleanDifference } from './boolean-difference.ts';
import type { Technique } from './proofs.ts';

/** Fields of the rows that may be called as the columns are: the first that are not in order already tell most. */
const COLUMNS_TRIED = 3;
const IS_COLUMN = /^[A-Za-z_]\w{0,40}$/;
/** `-created`, `created:desc`, `created desc`: how services write column and direction in one value. */
const ORDER = /^[-+]?([A-Za-z_]\w{0,40}(?:\.\w{1,40})?)([:, .](?:asc|desc))?$/i;

/**
 * Columns, directions and numbers of rows cannot be bound, so they are joined where values no longer are. A CASE
 * expression orders, groups or cuts the rows by a condition of ours; who compares with a list of names refuses both.
 */
export const decidesAsIdentifier: Technique = async (slot, { http, surface }) => {
  const position = slot.where !== 'path' && asks(slot) ? sqlPosition(slot.name) : undefined;
  if (position === undefined) return undefined;
  const rows = recordsIn(await http.once(slot.body ? slot.plain : requestOf(surface, slot.operation)));
  for (const { ordinary, write } of ordinaries(slot, position, rows)) {
    const held: ParameterSlot = { ...slot, ordinary, plain: write(ordinary), with: write };
    if (!servesContent(await http.once(held.plain), surface)) continue;
    for (const condition of sqlIdentifierConditions(position, ordinary)) {
      const found = await booleanDifference(http, held, askedIn(held, condition));
      if (!found) continue;
      return confirmed(
        `${slot.name}: a CASE expression in ${condition.context} changes the response and its order.`,
        [found.yes, 'a condition that is true in SQL: same response as for the plain name'],
        [found.no, 'the same condition, but false in SQL: a different response'],
      );
    }
  }
  return undefined;
};

interface Ordinary {
  readonly ordinary: string;
  readonly write: (value: string) => RequestSpec;
}

/** What the parameter usually holds: its own value, then what the rows call their columns. */
function ordinaries(
  slot: ParameterSlot,
  position: SqlPosition,
  rows: readonly Readonly<Record<string, unknown>>[],
): Ordinary[] {
  const plainly = (ordinary: string): Ordinary => ({ ordinary, write: slot.with });
  if (position === 'number of rows')
    return [plainly(/^\d{1,6}$/.test(slot.ordinary) ? slot.ordinary : String(Math.max(rows.length, 1)))];
  if (position === 'direction') return [plainly(/^desc$/i.test(slot.ordinary) ? slot.ordinary : 'asc')];
  const [, own = '', direction = ''] = ORDER.exec(slot.ordinary) ?? [];
  const columns = columnsOf(rows);
  const asWritten: Ordinary = { ordinary: own, write: (value) => slot.with(value + direction) };
  return [
    ...(own === '' || (rows.length > 0 && own === SAMPLE) ? [] : [asWritten]),
    ...columns.filter((column) => column !== own).map(plainly),
  ];
}

/** What stands where neither the document nor the service gave out a value. */
const SAMPLE = 'sample';

/** Fields with different values, those first whose order is not the one of the answer. */
function columnsOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
  const names = Object.keys(rows[0] ?? {}).filter((name) => IS_COLUMN.test(name));
  const differing = names.filter((name) => new Set(rows.map((row) => scalar(row[name]))).size > 1);
  const inOrder = (name: string) =>
    rows.every((row, at) => at === 0 || scalar(rows[at - 1]?.[name]) <= scalar(row[name]));
  const [ordered, others] = [differing.filter(inOrder), differing.filter((name) => !inOrder(name))];
  return [...others, ...ordered].slice(0, COLUMNS_TRIED);
}

function scalar(value: unknown): string | number {
  return typeof value === 'number' ? value : typeof value === 'string' ? value : '';
}
