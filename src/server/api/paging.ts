import { z } from '@hono/zod-openapi';
import type { Page } from '../store/page.ts';
import { Problem } from './problem.ts';
import { whole } from './text.ts';

const DEFAULT_LIMIT = 50;
const MOST = 200;
/** Cursors are two short fields. */
const LONGEST_CURSOR = 300;

export const pageQuery = {
  limit: whole(1, MOST, DEFAULT_LIMIT).describe('how many at most'),
  cursor: z
    .string()
    .max(LONGEST_CURSOR)
    .optional()
    .describe('"next" of the page before; the first page where left out'),
};

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('cursor of the next page; null on the last'),
  });
}

/** Opaque to callers, so that what stands in it may change. */
export function cursorFrom(...fields: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(fields)).toString('base64url');
}

/** @throws Problem for what is no cursor of such a list */
export function readCursor<Fields>(cursor: string | undefined, shape: z.ZodType<Fields>): Fields | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new Problem(400, 'bad-cursor', 'The cursor is none that this list gave out.');
  }
}

/** The database refuses a 31st of February, which JavaScript takes for a day of March. */
function isMoment(text: string): boolean {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 19) === text.slice(0, 19);
}

/** The last field of most cursors: of rows that are equal, their ids say which came first. */
export const cursorId = z
  .string()
  .max(100)
  .regex(/^[\w-]+$/);

const timeAndId = z
  .tuple([
    z
      .string()
      .regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
      .refine(isMoment),
    cursorId,
  ])
  .transform(([at, id]) => ({ at, id }));

/** One more than was wanted is asked for: it says whether there is a next page. */
export function paged<Row, Item>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => Item,
  cursor: (row: Row) => string,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    next: rows.length > limit && last !== undefined ? cursor(last) : null,
  };
}

/** A page of a list that the store keeps newest first. @throws Problem for what is no cursor of it */
export async function newestPage<Row extends { readonly position: string; readonly id: string }, Item>(
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  list: (page: Page) => Promise<readonly Row[]>,
  show: (row: Row) => Item,
): Promise<{ items: Item[]; next: string | null }> {
  const rows = await list({ limit: limit + 1, after: readCursor(cursor, timeAndId) });
  return paged(rows, limit, show, ({ position, id }) => cursorFrom(position, id));
}

/** A page of a list that is whole in memory and the same each time. */
export function slicePage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursor: string | undefined,
  nameOf: (row: Row) => string,
  show: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const [last] = readCursor(cursor, z.tuple([z.string().max(100)])) ?? [];
  const from = last === undefined ? 0 : rows.findIndex((row) => nameOf(row) === last) + 1;
  return paged(rows.slice(from, from + limit + 1), limit, show, (row) => cursorFrom(nameOf(row)));
}
