import { z } from 'zod';
import { rowsWhere } from '../input-validation/tiny-conditions.ts';
import { rowsOrdered } from '../input-validation/tiny-order.ts';
import { type Area, seenActively, seenByAll } from './area.ts';
import type { Product } from './rows.ts';
import { matches } from './sign-in.ts';
import { found } from './store.ts';

export const PRODUCT = z.object({
  id: z.int(),
  name: z.string(),
  category: z.string(),
  price: z.int(),
  stock: z.int(),
});
const LIST = z.object({ items: z.array(PRODUCT) });
const PAGE = LIST.extend({ limit: z.int() });
const COLUMN = z.enum(['id', 'name', 'price']);
const WORD = z.string().max(60);
const QUERY = z.object({
  search: WORD.optional(),
  sort: COLUMN.optional(),
  limit: z.coerce.number().int().min(1).max(50).optional(),
});
type Asked = { search?: string; sort?: string; limit?: string | number };
const SEARCH = z.object({ category: WORD.optional(), name: WORD.optional() });

const texts = ({ id, name, category }: Product) => ({ id: String(id), name, category });

/** The catalogue: open to everybody. */
export const products: Area = {
  switches: [
    ...seenActively(
      ['search-sql', 'The search is joined into a statement.', 'GET /products', ['sql-injection']],
      ['sort-sql', 'The column to sort by is joined into a statement.', 'GET /products', ['sql-injection']],
      [
        'category-sql',
        'The category of the path is joined into a statement.',
        'GET /categories/{name}',
        ['sql-injection'],
      ],
      [
        'search-nosql',
        'The body of the search is handed to the document database.',
        'POST /products/search',
        ['nosql-injection'],
      ],
      [
        'shop-search-sql',
        'A field of the form is joined into a statement.',
        'POST /shops/search',
        ['sql-injection'],
      ],
      [
        'stock-xpath',
        'The name is joined into an expression over the stock list.',
        'GET /stock',
        ['xpath-injection'],
      ],
    ),
    ...seenByAll(
      [
        'limit-500',
        'A limit that is no number breaks the list.',
        'GET /products',
        ['unhandled-parameter-error'],
      ],
      [
        'unlimited-page',
        'The list is as long as the client says.',
        'GET /products',
        ['unlimited-page-size', 'schema-violation-accepted'],
      ],
    ),
  ],
  add({ api, store, on }) {
    const { products: table } = store;
    const rowsOf = (ids: readonly string[]) => table.all().filter(({ id }) => ids.includes(String(id)));
    const selected = (condition: string, dialect: 'sql' | 'xpath') =>
      rowsOf(rowsWhere(table.all().map(texts), condition, dialect).map(({ id = '' }) => id));

    const asks = QUERY.extend({
      ...(on('search-sql') ? { search: z.string().optional() } : {}),
      ...(on('sort-sql') ? { sort: z.string().optional() } : {}),
      ...(on('limit-500') ? { limit: z.string().optional() } : {}),
      ...(on('unlimited-page') ? { limit: z.coerce.number().optional() } : {}),
    }) as z.ZodType<Asked>;
    api.add(
      'GET /products',
      {
        says: 'Products',
        who: 'anyone',
        query: QUERY,
        asks,
        answers: PAGE,
      },
      ({ query }) => {
        const { search, sort = 'id', limit = 20 } = query;
        if (on('limit-500') && Number.isNaN(Number(limit))) throw new Error('limit is not a number');
        const rows =
          on('search-sql') && search !== undefined
            ? selected(`name = '${search}' OR category = '${search}'`, 'sql')
            : table
                .all()
                .filter(
                  ({ name, category }) =>
                    search === undefined || name.includes(search) || category === search,
                );
        const column = COLUMN.catch('id').parse(sort);
        const sorted = on('sort-sql')
          ? rowsOrdered(
              rows.map((row) => ({ ...row })),
              sort,
            )
          : rows.toSorted((a, b) => (a[column] > b[column] ? 1 : -1));
        const most = on('unlimited-page') ? Number(limit) : Math.min(50, Number(limit) || 20);
        return { items: sorted.slice(0, most), limit: most };
      },
    );
    api.add('GET /products/{id}', { says: 'One product', who: 'anyone', answers: PRODUCT }, ({ id }) =>
      found(table, id()),
    );
    api.add(
      'GET /categories',
      {
        says: 'Categories',
        who: 'anyone',
        answers: z.object({ items: z.array(z.object({ name: z.string() })) }),
      },
      () => ({
        items: [...new Set(table.all().map(({ category }) => category))].map((name) => ({ name })),
      }),
    );
    api.add(
      'GET /categories/{name}',
      { says: 'Products of a category', who: 'anyone', answers: LIST },
      ({ param }) => {
        const name = param('name');
        return {
          items: on('category-sql')
            ? selected(`category = '${name}'`, 'sql')
            : table.all().filter(({ category }) => category === name),
        };
      },
    );

    const operators = z.object({ category: z.unknown(), name: z.unknown() }).partial();
    api.add(
      'POST /products/search',
      {
        says: 'Searches products',
        who: 'anyone',
        body: SEARCH,
        reads: on('search-nosql') ? operators : SEARCH,
        answers: LIST,
      },
      ({ body: { category, name } }) => ({
        items: table
          .all()
          .filter(
            (one) =>
              (category === undefined || matches(one.category, category)) &&
              (name === undefined || matches(one.name, name)),
          ),
      }),
    );
    api.add(
      'POST /shops/search',
      {
        says: 'Says whether a product is kept in a shop',
        who: 'anyone',
        takes: 'application/x-www-form-urlencoded',
        body: z.object({ product: WORD, city: WORD }),
        answers: LIST,
      },
      ({ body: { product } }) => ({
        items: on('shop-search-sql')
          ? selected(`name = '${product}'`, 'sql')
          : table.all().filter(({ name }) => name === product),
      }),
    );
    api.add(
      'GET /stock',
      {
        says: 'Whether a product is there',
        who: 'anyone',
        query: z.object({ name: WORD }),
        answers: z.object({ there: z.boolean() }),
      },
      ({ query: { name } }) => {
        if (!on('stock-xpath')) return { there: table.all().some((one) => one.name === name) };
        try {
          return { there: selected(`name='${name}'`, 'xpath').length > 0 };
        } catch {
          return { there: false };
        }
      },
    );
  },
};
