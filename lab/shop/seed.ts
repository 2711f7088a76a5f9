import type * as rows from './rows.ts';

/** Two tenants; all of it is made up. */
const person = (
  id: number,
  name: string,
  tenant: number,
  role: rows.User['role'] = 'customer',
): rows.User => ({
  id,
  tenant,
  email: `${name.toLowerCase()}@tern-mail.net`,
  name,
  password: `${name}-keeps-7-terns`,
  role,
  verified: true,
  balance: 5_000,
  settings: { plan: 'basic', newsletter: false },
});

export const USERS: readonly rows.User[] = [
  person(1, 'Edda', 1, 'admin'),
  person(2, 'Ada', 1),
  person(3, 'Bob', 2),
  person(4, 'Cleo', 1),
  person(5, 'Dan', 2),
];

export const TEAMS: readonly rows.Team[] = [
  {
    id: 31,
    tenant: 1,
    name: 'North buyers',
    members: [
      { userId: 2, role: 'owner' },
      { userId: 4, role: 'member' },
    ],
  },
  {
    id: 32,
    tenant: 2,
    name: 'South buyers',
    members: [
      { userId: 3, role: 'owner' },
      { userId: 5, role: 'member' },
    ],
  },
];

const CATEGORIES = ['lamps', 'chairs', 'desks'];
const NAMES = ['Wren', 'Heron', 'Plover', 'Curlew', 'Knot', 'Dunlin'];

export const PRODUCTS: readonly rows.Product[] = NAMES.map((name, at) => ({
  id: at + 1,
  name: `${name} ${(CATEGORIES[at % 3] ?? '').slice(0, -1)}`,
  category: CATEGORIES[at % 3] ?? '',
  price: 1_900 + at * 350,
  stock: 400 + at,
}));

/** Two orders of each customer. */
const OWNERS = [2, 3, 4, 5, 2, 3, 4, 5];

export const ORDERS: readonly rows.Order[] = OWNERS.map((userId, at) => ({
  id: 1_001 + at,
  userId,
  note: `leave at door ${at + 11}`,
  total: 1_900 + (at % 6) * 350,
  status: at < 4 ? 'paid' : 'placed',
}));

export const LINES: readonly rows.Line[] = ORDERS.map(({ id, total }, at) => ({
  id: 5_001 + at,
  orderId: id,
  productId: (at % 6) + 1,
  quantity: 1,
  price: total,
}));

export const INVOICES: readonly rows.Invoice[] = ORDERS.map(({ id, total }, at) => ({
  id: 7_001 + at,
  orderId: id,
  number: `T-${2_024_000 + at * 37}`,
  total,
}));

export const ADDRESSES: readonly rows.Address[] = [2, 3, 4, 5].map((userId, at) => ({
  id: 201 + at,
  userId,
  label: 'home',
  street: `${at + 14} Mill Lane`,
  city: ['Ripon', 'Deal', 'Whitby', 'Ely'][at] ?? '',
}));

export const REVIEWS: readonly rows.Review[] = [2, 3, 4, 5].map((userId, at) => ({
  id: 301 + at,
  userId,
  productId: (at % 2) + 1,
  stars: 3 + (at % 3),
  text: ['Bright enough.', 'Sits well.', 'A little low.', 'Came in time.'][at] ?? '',
  approved: true,
}));

export const UPLOADS: readonly rows.Upload[] = [2, 3].map((userId, at) => ({
  id: 401 + at,
  userId,
  name: `receipt-${at + 1}.txt`,
  type: 'text/plain',
  content: `Paid in full, no. ${at + 61}`,
}));

export const TICKETS: readonly rows.Ticket[] = [2, 3].map((userId, at) => ({
  id: 501 + at,
  userId,
  subject: `Where is parcel ${at + 81}?`,
  messages: [{ from: userId, text: 'It should have been here on Monday.' }],
}));

export const WEBHOOKS: readonly rows.Webhook[] = [2, 3].map((userId, at) => ({
  id: 601 + at,
  userId,
  label: `orders to office ${at + 91}`,
  url: `https://hooks-${at + 1}.tern-mail.net/in`,
}));

/** Cents off, once for each user. */
export const COUPONS: Readonly<Record<string, number>> = { 'SPRING-4F7K2M': 500, 'AUTUMN-9Q3T8W': 800 };
