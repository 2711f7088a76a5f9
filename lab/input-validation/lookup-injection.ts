import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter, query } from '../documented.ts';

/** A row as a model has it: related rows are one row or many. */
interface Model {
  readonly [field: string]: string | number | Model | readonly Model[];
}

type Value = string | number | Model;

const ADA: Model = { id: 1, name: 'Ada', password: 'scrypt$7f3a' };
const BOOKS: readonly Model[] = [
  { id: 1, slug: 'lantern', editor: ADA, copies: [{ id: 7, shelf: 'R3', loans: [{ id: 9, member: ADA }] }] },
  { id: 2, slug: 'tides', editor: ADA, copies: [{ id: 8, shelf: 'R4', loans: [] }] },
];
const OWNED: readonly Model[] = BOOKS.map((book) => ({ ...book, owner: ADA }));
const SHOWN = ['id', 'slug'];

const openapi = documented({
  'GET /books': { parameters: [query('page', { type: 'integer' })] },
  'GET /books/{slug}/copies': { parameters: [pathParameter('slug', 'lantern')] },
  'GET /loans': {},
  'GET /members': {},
});

class UnknownField extends Error {}

/** Every value that a path of names leads to. @throws UnknownField */
function valuesAt(rows: readonly Model[], [name, ...rest]: readonly string[]): Value[] {
  if (name === undefined) return [...rows];
  const field = name === 'pk' ? 'id' : name;
  return rows.flatMap((row): Value[] => {
    const held = row[field];
    if (held === undefined) throw new UnknownField(name);
    const all: Value[] = Array.isArray(held) ? [...(held as readonly Model[])] : [held as Value];
    if (rest.length === 0) return all;
    if (all.some((one) => typeof one !== 'object')) throw new UnknownField(rest[0]);
    return valuesAt(all as Model[], rest);
  });
}

function holds(row: Model, name: string, asked: string): boolean {
  const path = name.split('__');
  const lookup = path.pop();
  const values = valuesAt([row], path);
  if (lookup !== 'startswith') throw new UnknownField(lookup);
  if (values.some((value) => typeof value === 'object')) throw new UnknownField(name);
  return values.some((value) => String(value).startsWith(asked));
}

interface Filtering {
  readonly rows: readonly Model[];
  readonly takes?: (name: string) => boolean;
  readonly unknown: 'refused' | 'ignored' | 'nothing';
}

const filtering = ({ rows, takes = () => true, unknown }: Filtering): LabApp => ({
  openapi,
  routes: new Hono()
    .get('/books', (c) => {
      let found = rows;
      for (const [name, asked] of Object.entries(c.req.query())) {
        if (name === 'page') continue;
        try {
          if (!takes(name)) throw new UnknownField(name);
          found = found.filter((row) => holds(row, name, asked));
        } catch (failure) {
          if (!(failure instanceof UnknownField)) throw failure;
          if (unknown === 'refused') return c.json({ detail: 'Unknown filter.' }, 400);
          if (unknown === 'nothing') found = [];
        }
      }
      return c.json({ count: found.length, results: found.map(({ id, slug }) => ({ id, slug })) });
    })
    .get('/books/:slug/copies', (c) => c.json([{ id: 7, shelf: 'R3' }])),
});

export const ownerBeside = filtering({ rows: OWNED, unknown: 'refused' });
/** What is no field is left out of the filter. */
export const unknownIgnored = filtering({ rows: OWNED, unknown: 'ignored' });
/** No relation has a usual name: it leads behind what the paths name. */
export const behindCopies = filtering({ rows: BOOKS, unknown: 'refused' });

const isShown = (name: string) => SHOWN.includes(name.split('__')[0] ?? '') && name.split('__').length === 2;
export const shownFieldsOnly = filtering({ rows: OWNED, takes: isShown, unknown: 'refused' });
/** The same, and silent about all else. */
export const othersIgnored = filtering({ rows: OWNED, takes: isShown, unknown: 'ignored' });
/** Compares with what a row shows: of what it does not show, nothing fits. */
export const nothingFits = filtering({ rows: OWNED, takes: isShown, unknown: 'nothing' });
/** Takes no notice of the query. */
export const unfiltered = filtering({ rows: OWNED, takes: () => false, unknown: 'ignored' });
