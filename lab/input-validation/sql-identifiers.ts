import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';
import { expressed, rowsOrdered } from './tiny-order.ts';

const SHIPS = [
  { id: 1, name: 'Sirius', tons: 410 },
  { id: 2, name: 'Altair', tons: 900 },
  { id: 3, name: 'Vega', tons: 120 },
];
const COLUMNS = ['id', 'name', 'tons'];
const listedBy = (...parameters: object[]) => documented({ 'GET /ships': { parameters } });

interface Answering {
  /** What the statement says after ORDER BY. */
  readonly order: (asked: string) => string;
}

const shipsBy = (name: string, { order }: Answering, schema: object = {}): LabApp => ({
  openapi: listedBy(query(name, schema)),
  routes: new Hono().get('/ships', (c) => {
    const asked = c.req.query(name);
    try {
      return c.json({ items: asked === undefined ? SHIPS : rowsOrdered(SHIPS, order(asked)) });
    } catch {
      return c.json({ error: 'cannot sort' }, 400);
    }
  }),
});

export const joinedOrder = shipsBy('sort', { order: (asked) => asked });
/** The direction stands behind what was asked. */
export const joinedBeforeDirection = shipsBy('orderBy', { order: (asked) => `${asked} DESC` });
/** `name:desc` is split, and the first part joined. */
export const joinedBesideDirection = shipsBy(
  'order_by',
  { order: (asked) => asked.split(':').join(' ') },
  { default: 'name:desc' },
);
export const joinedDirection = shipsBy(
  'sortDir',
  { order: (asked) => `name ${asked}` },
  { enum: ['asc', 'desc'] },
);
/** Sums by whatever is asked. */
export const joinedGroup: LabApp = {
  openapi: listedBy(query('groupBy', { default: 'year' })),
  routes: new Hono().get('/ships', (c) => {
    const asked = c.req.query('groupBy') ?? 'year';
    const built = SHIPS.map((ship, at) => ({ ...ship, year: at < 2 ? 1990 : 2004 }));
    try {
      const sums = new Map<string, number>();
      for (const ship of built) {
        const bucket = String(expressed(ship, asked));
        sums.set(bucket, (sums.get(bucket) ?? 0) + ship.tons);
      }
      return c.json({ groupBy: asked, rows: [...sums].map(([bucket, tons]) => ({ bucket, tons })) });
    } catch {
      return c.json({ error: 'internal' }, 500);
    }
  }),
};

/** Selects whatever is asked, each under its name. */
export const joinedColumns: LabApp = {
  openapi: listedBy(query('fields')),
  routes: new Hono().get('/ships', (c) => {
    const asked = c.req.query('fields') ?? 'id, name, tons';
    try {
      const columns = asked.split(/\s*,\s*/).map((column) => {
        const [, expression = column, name = column] = /^(.*) as (\w+)$/.exec(column) ?? [];
        return { expression, name };
      });
      const selected = (ship: (typeof SHIPS)[number]) =>
        Object.fromEntries(columns.map(({ expression, name }) => [name, expressed(ship, expression)]));
      return c.json(SHIPS.map(selected));
    } catch {
      return c.json({ error: 'internal' }, 500);
    }
  }),
};

/** Cuts after as many rows as the statement works out. */
export const joinedLimit: LabApp = {
  openapi: listedBy(query('limit', { type: 'integer', default: 2 })),
  routes: new Hono().get('/ships', (c) => {
    try {
      return c.json(SHIPS.slice(0, Number(expressed({}, c.req.query('limit') ?? '2'))));
    } catch {
      return c.json({ error: 'internal' }, 500);
    }
  }),
};

/** Only a stray quote is an error of syntax, and the database’s words are shown as JSON. */
export const wordyIdentifier: LabApp = {
  openapi: listedBy(query('order')),
  routes: new Hono().get('/ships', (c) => {
    const quote = /['"`]/.exec(c.req.query('order') ?? '')?.[0];
    return quote === undefined
      ? c.json({ items: SHIPS.slice(0, 1) })
      : c.json({ error: { message: `SQL logic error: unrecognized token: "${quote} LIMIT 50" (1)` } }, 500);
  }),
};

/** Names that are on the list, the usual order for others. */
export const listedColumns = shipsBy('sort', {
  order: (asked) => (COLUMNS.includes(asked) ? asked : 'id'),
});

/** Names that are on the list, a refusal that repeats what was sent for others. */
export const refusedColumns: LabApp = {
  openapi: listedBy(query('sort'), query('limit', { type: 'integer', default: 2 })),
  routes: new Hono().get('/ships', (c) => {
    const { sort = 'id', limit = '2' } = c.req.query();
    if (!COLUMNS.includes(sort)) return c.json({ error: `unknown column ${sort}` }, 400);
    if (!/^\d+$/.test(limit)) return c.json({ error: `limit: ${limit} is no number` }, 422);
    return c.json(rowsOrdered(SHIPS, sort).slice(0, Number(limit)));
  }),
};

/** Splits at commas and spaces, and sorts by every part that is a column: parts of an expression too. */
export const lenientColumns = shipsBy('sort', {
  order: (asked) => asked.split(/[\s,()]+/).find((part) => COLUMNS.includes(part)) ?? 'id',
});

/** Never twice in the same order. */
export function shuffledRows(): LabApp {
  let turn = 0;
  return {
    openapi: listedBy(query('sort'), query('fields')),
    routes: new Hono().get('/ships', (c) => {
      turn += 1;
      return c.json([...SHIPS.slice(turn % 3), ...SHIPS.slice(0, turn % 3)]);
    }),
  };
}

/** Quotes the name, so that anything is a column that is not there; the database says so. */
export const quotedColumn: LabApp = {
  openapi: listedBy(query('sort')),
  routes: new Hono().get('/ships', (c) => {
    const { sort = 'id' } = c.req.query();
    return COLUMNS.includes(sort)
      ? c.json(rowsOrdered(SHIPS, sort))
      : c.json({ error: `SQL logic error: no such column: ${sort} (1)` }, 500);
  }),
};
