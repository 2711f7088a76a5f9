import type { Asking, Shows } from './asking.ts';
import { servedTo, takenFrom } from './asking.ts';

const INJECTED = "x'%20OR%20'1'='1";
const PRODUCT = { name: 'Ruff bench', category: 'benches', price: 900, stock: 3 };
const HOOK = { label: 'office' };

const findsAll =
  (operation: string) =>
  async ({ ask }: Asking) =>
    ((await ask(operation)).json.items?.length ?? 0) > 1;

const inGraph =
  (query: string, as: string | undefined, isShown: (data: never) => boolean) =>
  async ({ graphql }: Asking) => {
    const { data } = (await graphql(query, as)).json;
    return data ? isShown(data as never) : false;
  };

/** Sends money, and gives back what is left. */
async function sent({ ask }: Asking, amount: number, key?: string) {
  const headers: Record<string, string> = key ? { 'Idempotency-Key': key } : {};
  return ask('POST /wallet/transfers', { as: 'Ada', body: { to: 'bob@tern-mail.net', amount }, headers });
}

const typed = (type: string, name = 'a.txt', size = 4) => new File(['a'.repeat(size)], name, { type });

export const SHOWN_SERVICES: Shows = {
  'negative-transfer': async (asking) => (await sent(asking, -100)).json.balance === 5_100,
  'overdrawn-transfer': async (asking) => (await sent(asking, 9_000)).status === 201,
  'idempotency-ignored': async (asking) => {
    await sent(asking, 100, 'once');
    return (await sent(asking, 100, 'once')).json.balance === 4_800;
  },
  'coupon-twice': async ({ ask }) => {
    await ask('POST /coupons/redeem', { as: 'Ada', body: { code: 'SPRING-4F7K2M' } });
    return (await ask('POST /coupons/redeem', { as: 'Ada', body: { code: 'SPRING-4F7K2M' } })).status === 200;
  },
  'coupon-unlimited': async ({ ask }) => {
    let status = 0;
    for (let at = 0; at < 10; at += 1)
      ({ status } = await ask('POST /coupons/redeem', { as: 'Ada', body: { code: `WRONG-${at}` } }));
    return status !== 429;
  },

  'upload-any-type': async ({ ask }) =>
    (await ask('POST /uploads', { as: 'Ada', file: typed('text/html') })).status === 201,
  'upload-any-size': async ({ ask }) =>
    (await ask('POST /uploads', { as: 'Ada', file: typed('text/plain', 'a.txt', 500_000) })).status === 201,
  'upload-name-as-sent': async ({ ask }) => {
    await ask('POST /uploads', { as: 'Ada', file: typed('text/plain', '<b>a.txt') });
    return (await ask('GET /uploads/page', { as: 'Ada' })).text.includes('<b>a.txt');
  },

  'webhook-ssrf': ({ ask, fetches }) =>
    fetches((url) => ask('POST /webhooks', { as: 'Ada', body: { ...HOOK, url } })),
  'webhook-test-ssrf': ({ ask, fetches }) =>
    fetches(async (url) => {
      const { id } = (await ask('POST /webhooks', { as: 'Ada', body: { ...HOOK, url } })).json;
      await ask(`POST /webhooks/${id}/test`, { as: 'Ada' });
    }),
  'avatar-ssrf': ({ ask, fetches }) => fetches((url) => ask('PUT /me/avatar', { as: 'Ada', body: { url } })),
  'preview-ssrf': ({ ask, fetches }) =>
    fetches((url) => ask(`GET /preview?url=${encodeURIComponent(url)}`, { as: 'Ada' })),
  'preview-ssrf-spelled': ({ ask, fetches }) =>
    fetches((url) =>
      ask(`GET /preview?url=${encodeURIComponent(url.replace('127.0.0.1', 'localhost'))}`, { as: 'Ada' }),
    ),

  'search-sql': findsAll(`GET /products?search=${INJECTED}`),
  'sort-sql': async ({ ask }) => (await ask('GET /products?sort=price%20desc')).json.items?.[0].id === 6,
  'category-sql': findsAll(`GET /categories/${INJECTED}`),
  'search-nosql': async ({ ask }) =>
    (await ask('POST /products/search', { body: { category: { $ne: 'x' } } })).status === 200,
  'shop-search-sql': async ({ ask }) =>
    (await ask('POST /shops/search', { form: { product: "x' OR '1'='1", city: 'Ely' } })).json.items.length >
    1,
  'stock-xpath': async ({ ask }) => (await ask(`GET /stock?name=${INJECTED}`)).json.there,
  'limit-500': async ({ ask }) => (await ask('GET /products?limit=x')).status === 500,
  'unlimited-page': servedTo('GET /products?limit=100000'),
  'guide-traversal': async ({ ask }) =>
    (await ask('GET /guides?file=../../../etc/passwd')).text.includes('root:'),
  'redirect-anywhere': async ({ ask }) =>
    (await ask('GET /go?next=https://elsewhere.example/')).headers.get('Location') ===
    'https://elsewhere.example/',
  'postcode-regex': async ({ ask }) => {
    const fastest = async (letters: number) => {
      const times: number[] = [];
      for (let at = 0; at < 3; at += 1) {
        const from = performance.now();
        await ask(`GET /delivery?postcode=${'a'.repeat(letters)}!`);
        times.push(performance.now() - from);
      }
      return Math.min(...times);
    };
    return (await fastest(21)) > 8 * (await fastest(3));
  },
  'search-markup': async ({ ask }) => (await ask('GET /find?q=%3Cb%3E')).text.includes('<b>'),
  'export-command': async ({ ask }) =>
    (
      await ask('POST /reports/export', { as: 'Ada', body: { format: 'csv; echo a$((7*6))b' } })
    ).text.includes('a42b'),
  'note-template': async ({ ask }) =>
    (await ask('POST /gift-cards/preview', { body: { message: '{{7*6}}' } })).text.includes('42'),
  'quote-code': async ({ ask }) =>
    (await ask('POST /quotes', { body: { price: 10, discount: 'price*7' } })).json.price === 70,
  'staff-ldap': async ({ ask }) => (await ask('GET /staff?name=*')).json.items.length === 2,

  'admin-users-open-to-users': servedTo('GET /admin/users', 'Ada'),
  'admin-user-open-to-users': servedTo('GET /admin/users/1', 'Ada'),
  'admin-stats-without-login': servedTo('GET /admin/stats'),
  'admin-product-put-open': takenFrom('PUT /admin/products/1', 'Ada', PRODUCT),
  'admin-product-post-open': takenFrom('POST /admin/products', 'Ada', PRODUCT),
  'admin-product-delete-open': takenFrom('DELETE /admin/products/1', 'Ada'),
  'admin-refund-open': takenFrom('POST /admin/orders/1001/refund', 'Ada'),
  'admin-role-open': takenFrom('PUT /admin/users/2/role', 'Ada', { role: 'admin' }),
  'admin-staff-open': takenFrom('POST /admin/users', 'Ada', {
    email: 's@tern-mail.net',
    name: 'S',
    password: 'calm-Plover-91',
  }),

  'graphql-order-by-anyone': inGraph('{ order(id: 1001) { note } }', 'Bob', ({ order }) => order !== null),
  'graphql-users-open': inGraph('{ users { email } }', 'Ada', () => true),
  'graphql-author-email': inGraph(
    '{ product(id: 1) { reviews { author { email } } } }',
    undefined,
    ({ product }: { product: { reviews: { author: { email: string | null } }[] } }) =>
      product.reviews[0]?.author.email !== null,
  ) as never,
  'graphql-search-sql': inGraph(
    `{ products(search: "x' OR '1'='1") { id } }`,
    undefined,
    ({ products }: { products: [] }) => products.length > 1,
  ) as never,
  'graphql-mutation-note-by-anyone': inGraph(
    'mutation { noteOrder(id: 1001, note: "mine") { id } }',
    'Bob',
    () => true,
  ),
  'graphql-mutation-cancel-by-anyone': inGraph('mutation { cancelOrder(id: 1001) }', 'Bob', () => true),
  'graphql-mutation-profile-role': inGraph(
    'mutation { updateProfile(input: { role: "admin" }) { role } }',
    'Ada',
    () => true,
  ),
  'graphql-mutation-price-open': inGraph(
    'mutation { setPrice(id: 1, price: 1) { price } }',
    'Ada',
    () => true,
  ),
};
