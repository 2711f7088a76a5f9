import { createContext, runInContext } from 'node:vm';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const BOARD = { done: 12, total: 20 };
const ROWS = [
  { id: 1, price: 20 },
  { id: 2, price: 70 },
];

const figures = (work: (formula: string) => unknown): LabApp => ({
  openapi: documented({
    'GET /board/figure': { parameters: [query('formula', {}, { example: 'done/total' })] },
  }),
  routes: new Hono().get('/board/figure', (c) => {
    const formula = c.req.query('formula') ?? 'done/total';
    try {
      return c.json({ formula, value: work(formula) });
    } catch {
      return c.json({ error: 'no valid formula' }, 400);
    }
  }),
});

/** The flaw itself: whatever is sent is JavaScript. */
const evaluated = (code: string, names: object): unknown =>
  new Function(...Object.keys(names), `return (${code})`)(...Object.values(names));

export const asFunction = figures((formula) => evaluated(formula, BOARD));
/** Without Node’s objects. */
export const inSandbox = figures((formula) => runInContext(formula, createContext({ ...BOARD })));
/** Python stands in: it alone knows such names. */
export const asPython = figures((formula) =>
  evaluated(formula.replace('().__class__.__name__.__len__()', '5'), BOARD),
);

const picked = (pick: (filter: string, row: (typeof ROWS)[number]) => boolean): LabApp => ({
  openapi: documented({ 'GET /offers': { parameters: [query('filter', {}, { example: 'price > 50' })] } }),
  routes: new Hono().get('/offers', (c) => {
    const filter = c.req.query('filter') ?? '1==1';
    try {
      return c.json(ROWS.filter((row) => pick(filter, row)));
    } catch {
      return c.json({ error: 'no valid filter' }, 400);
    }
  }),
});

/** No number of the expression comes back: it picks rows. */
export const pickingRows = picked((filter, row) => evaluated(filter, row) === true);

/** Compares numbers and the names of fields. */
export const comparing = picked((filter, row) => {
  const [, left = '', sign, right = ''] = /^(\w+)\s*(==|<|>)\s*(\w+)$/.exec(filter) ?? [];
  const valued = (word: string) => (word in row ? row[word as 'id' | 'price'] : Number(word));
  if (sign === undefined) throw new SyntaxError('not a comparison');
  if (sign === '==') return valued(left) === valued(right);
  return sign === '<' ? valued(left) < valued(right) : valued(left) > valued(right);
});

/** Numbers, names of its own, operators and brackets. */
export const knowingNumbers = figures((formula) => {
  const filled = formula.replace(/\b(?:done|total)\b/g, (name) => String(BOARD[name as 'done' | 'total']));
  if (!/^[\d\s.+\-*/()]{1,200}$/.test(filled)) throw new SyntaxError('not a number');
  return evaluated(filled, {});
});

/** Leaves out what it does not know, and works out the rest. */
export const workingOutTheRest = figures((formula) => {
  const numbers = formula.match(/\d+/g) ?? [];
  return numbers.reduce((product, number) => product * Number(number), 1);
});

/** Repeats the formula and takes no notice of it. */
export const repeating = figures(() => 0.6);
