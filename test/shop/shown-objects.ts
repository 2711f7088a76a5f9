import type { Asking, Shows } from './asking.ts';
import { servedTo, takenFrom } from './asking.ts';

const ORDER = { items: [{ productId: 1, quantity: 1 }], note: 'by the gate' };
const ADDRESS = { label: 'home', street: '3 Elm Row', city: 'Ripon' };

async function ordered({ ask }: Asking, more: object, as = 'Ada') {
  return (await ask('POST /orders', { as, body: { ...ORDER, ...more } })).json;
}

/** Ada's are the first of each kind, Bob's the second; Dan is in Bob's tenant. */
export const SHOWN_OBJECTS: Shows = {
  'order-read-by-anyone': servedTo('GET /orders/1001', 'Bob'),
  'order-list-of-query-user': async ({ ask }) =>
    (await ask('GET /orders?userId=2', { as: 'Bob' })).json.items[0].userId === 2,
  'order-update-by-anyone': takenFrom('PATCH /orders/1001', 'Bob', { note: 'mine' }),
  'order-cancel-by-anyone': takenFrom('DELETE /orders/1001', 'Bob'),
  'line-below-own-order': takenFrom('PATCH /orders/1002/lines/5001', 'Bob', { quantity: 3 }),
  'order-to-anothers-address': async (asking) =>
    (await ordered(asking, { addressId: 202 })).shipTo?.city === 'Deal',
  'order-for-body-user': async (asking) => (await ordered(asking, { userId: 3 })).userId === 3,
  'total-on-order': async (asking) => (await ordered(asking, { total: 1 })).total === 1,
  'price-of-client': async (asking) =>
    (await ordered(asking, { items: [{ productId: 1, quantity: 1, price: 1 }] })).total === 1,
  'status-on-order-update': async ({ ask }) =>
    (await ask('PATCH /orders/1005', { as: 'Ada', body: { note: 'x', status: 'paid' } })).json.status ===
    'paid',
  'negative-quantity': async (asking) =>
    (await ordered(asking, { items: [{ productId: 1, quantity: -2 }] })).total < 0,
  'order-null-body-500': async ({ ask }) =>
    (await ask('POST /orders', { as: 'Ada', body: null })).status === 500,
  'order-unknown-product-500': async (asking) =>
    (await ordered(asking, { items: [{ productId: 999, quantity: 1 }] })).status === 500,
  'order-page-500': async ({ ask }) => (await ask('GET /orders?page=x', { as: 'Ada' })).status === 500,
  'order-search-sql': async ({ ask }) =>
    (await ask('POST /orders/search', { as: 'Ada', body: { status: "x' OR '1'='1" } })).json.items.length > 0,
  'invoice-list-by-anyone': servedTo('GET /orders/1001/invoices', 'Bob'),
  'invoice-below-own-order': servedTo('GET /orders/1002/invoices/7001', 'Bob'),
  'invoice-sql': async ({ ask }) =>
    (await ask("GET /orders/1001/invoices?number=x'%20OR%20'1'='1", { as: 'Ada' })).json.items.length > 0,
  'address-read-by-anyone': servedTo('GET /addresses/201', 'Bob'),
  'address-put-unchecked': takenFrom('PUT /addresses/201', 'Bob', ADDRESS),
  'address-put-without-login': takenFrom('PUT /addresses/201', undefined, ADDRESS),
  'address-delete-by-anyone': takenFrom('DELETE /addresses/201', 'Bob'),
  'preview-xxe': async ({ ask }) => {
    const xml =
      '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a><label>&e;</label><street>s</street><city>c</city></a>';
    return (await ask('POST /addresses/preview', { as: 'Ada', xml })).text.includes('root:');
  },
  'cart-of-header-user': async ({ ask }) =>
    (await ask('GET /cart', { as: 'Bob', headers: { 'X-User-Id': '2' } })).json.userId === 2,
  'cart-item-read-by-anyone': async ({ ask }) => {
    const { id } = (await ask('POST /cart/items', { as: 'Ada', body: { productId: 1, quantity: 1 } })).json;
    return (await ask(`GET /cart/items/${id}`, { as: 'Bob' })).status === 200;
  },
  'cart-of-body-user': async ({ ask }) =>
    (await ask('POST /cart/items', { as: 'Bob', body: { productId: 1, quantity: 1, userId: 2 } })).json
      .userId === 2,
  'cart-item-delete-by-anyone': async ({ ask }) => {
    const { id } = (await ask('POST /cart/items', { as: 'Ada', body: { productId: 1, quantity: 1 } })).json;
    return (await ask(`DELETE /cart/items/${id}`, { as: 'Bob' })).status === 204;
  },
  'cart-odd-quantity-500': async ({ ask }) =>
    (await ask('POST /cart/items', { as: 'Ada', body: { productId: 1, quantity: 'two' } })).status === 500,
  'review-update-by-anyone': takenFrom('PUT /reviews/301', 'Bob', { stars: 1, text: 'No.' }),
  'review-delete-by-anyone': takenFrom('DELETE /reviews/301', 'Bob'),
  'review-stored-markup': async ({ ask }) => {
    await ask('POST /products/1/reviews', { as: 'Ada', body: { stars: 5, text: '<b>good</b>' } });
    return (await ask('GET /products/1/reviews/page')).text.includes('<b>good</b>');
  },
  'review-approved-by-author': async ({ ask }) =>
    (await ask('POST /products/1/reviews', { as: 'Ada', body: { stars: 5, text: 'Fine.', approved: true } }))
      .json.approved,
  'review-author-of-body': async ({ ask }) =>
    (await ask('POST /products/1/reviews', { as: 'Ada', body: { stars: 5, text: 'Fine.', userId: 3 } })).json
      .userId === 3,
  'ticket-read-by-anyone': servedTo('GET /tickets/501', 'Bob'),
  'ticket-reply-by-anyone': takenFrom('POST /tickets/501/messages', 'Bob', { text: 'Hello.' }),
  'ticket-delete-by-anyone': takenFrom('DELETE /tickets/501', 'Bob'),
  'ticket-owner-of-body': async ({ ask }) =>
    (await ask('POST /tickets', { as: 'Bob', body: { subject: 'Help', userId: 2 } })).json.userId === 2,
  'ticket-null-body-500': async ({ ask }) =>
    (await ask('POST /tickets', { as: 'Ada', body: null })).status === 500,
  'team-read-by-anyone': servedTo('GET /teams/31', 'Bob'),
  'team-rename-by-anyone': takenFrom('PATCH /teams/31', 'Bob', { name: 'Ours' }),
  'team-join-by-anyone': takenFrom('POST /teams/31/members', 'Bob', { userId: 3 }),
  'team-member-makes-himself-owner': takenFrom('PATCH /teams/32/members/5', 'Dan', { role: 'owner' }),
  'team-delete-by-anyone': takenFrom('DELETE /teams/31', 'Bob'),
  'team-tenant-of-body': async ({ ask }) =>
    (await ask('POST /teams', { as: 'Ada', body: { name: 'New', tenant: 2 } })).json.tenant === 2,
  'webhook-read-by-anyone': servedTo('GET /webhooks/601', 'Bob'),
  'webhook-delete-by-anyone': takenFrom('DELETE /webhooks/601', 'Bob'),
  'upload-read-by-anyone': servedTo('GET /uploads/401', 'Bob'),
  'upload-content-without-login': servedTo('GET /uploads/401/content'),
  'upload-delete-by-anyone': takenFrom('DELETE /uploads/401', 'Bob'),
  'wallet-of-query-user': async ({ ask }) =>
    (await ask('GET /wallet?userId=2', { as: 'Bob' })).json.userId === 2,
};
