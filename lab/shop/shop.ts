import type { LabApp } from '../app.ts';
import { answerOf, createApi } from './api.ts';
import { Problem } from './problem.ts';
import { createStore } from './store.ts';
import { AREAS, SWITCHES } from './switches.ts';
import { createTokens } from './tokens.ts';

export interface Shop extends LabApp {
  /** A session that a login of this seeded user would give. */
  tokenOf(name: string): string;
  /** Seeded rows that are not as they were. */
  damaged(): string[];
  /** What is there beside the seeded rows. */
  added(): string[];
}

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
};

/** A well-kept shop of several tenants, with the flaws that are named. @throws where no switch has the name */
export function createShop(names: Iterable<string> = []): Shop {
  const wanted = new Set(names);
  for (const name of wanted)
    if (!SWITCHES.some((one) => one.name === name)) throw new Error(`no switch is called ${name}`);
  const on = (name: string) => wanted.has(name);
  const store = createStore();
  const tokens = createTokens(store, on);
  const api = createApi(tokens, on);
  const { routes } = api;
  routes.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  });
  routes.onError((error) => answerOf(error));
  routes.notFound(() => answerOf(new Problem(404, 'Not found')));
  routes.get('/', (c) =>
    c.json({ name: 'Tern shop', links: { products: '/products', document: '/openapi.json' } }),
  );
  routes.get('/openapi.json', (c) => c.json(api.document()));
  for (const area of Object.values(AREAS)) area.add({ api, store, tokens, on });
  return {
    routes,
    damaged: store.damaged,
    added: store.added,
    tokenOf(name) {
      const user = store.users.all().find((one) => one.name === name);
      if (!user) throw new Error(`nobody is called ${name}`);
      return tokens.issue(user);
    },
  };
}

/** The shop with the flaws that a list names: `all`, `none`, or names with commas between. Undefined without a list. */
export function shopOf(list: string | undefined): Shop | undefined {
  if (list === undefined || list === '') return undefined;
  if (list === 'all') return createShop(SWITCHES.map(({ name }) => name));
  return createShop(list === 'none' ? [] : list.split(','));
}
