import { randomBytes, scryptSync } from 'node:crypto';
import { Problem } from './problem.ts';
import type * as rows from './rows.ts';
import * as seed from './seed.ts';

/** Far below what production wants: a lab hashes in every scan. */
const COST = 16;

/** Rows by number. */
export interface Table<Row extends { readonly id: number }> {
  all(): Row[];
  get(id: number): Row | undefined;
  add(row: Omit<Row, 'id'>): Row;
  remove(id: number): void;
}

export interface Store {
  readonly users: Table<rows.User>;
  readonly teams: Table<rows.Team>;
  readonly products: Table<rows.Product>;
  readonly orders: Table<rows.Order>;
  readonly lines: Table<rows.Line>;
  readonly invoices: Table<rows.Invoice>;
  readonly addresses: Table<rows.Address>;
  readonly reviews: Table<rows.Review>;
  readonly uploads: Table<rows.Upload>;
  readonly tickets: Table<rows.Ticket>;
  readonly webhooks: Table<rows.Webhook>;
  readonly cartItems: Table<rows.CartItem>;
  /** Who redeemed which coupon, as `user:code`. */
  readonly redeemed: Set<string>;
  readonly sessions: Map<string, number>;
  readonly resets: Map<string, { readonly userId: number; readonly until: number }>;
  /** Names of the seeded rows that are not as they were. */
  damaged(): string[];
  /** Names of the rows that were not there at first. */
  added(): string[];
}

function tableOf<Row extends { readonly id: number }>(first: readonly Row[]): Table<Row> {
  const held = new Map(first.map((row) => [row.id, structuredClone(row)]));
  let next = Math.max(0, ...held.keys()) + 1;
  return {
    all: () => [...held.values()],
    get: (id) => held.get(id),
    add(row) {
      const made = { ...row, id: next } as Row;
      next += 1;
      held.set(made.id, made);
      return made;
    },
    remove: (id) => void held.delete(id),
  };
}

export function createStore(): Store {
  const tables = {
    users: tableOf(USERS),
    teams: tableOf(seed.TEAMS),
    products: tableOf(seed.PRODUCTS),
    orders: tableOf(seed.ORDERS),
    lines: tableOf(seed.LINES),
    invoices: tableOf(seed.INVOICES),
    addresses: tableOf(seed.ADDRESSES),
    reviews: tableOf(seed.REVIEWS),
    uploads: tableOf(seed.UPLOADS),
    tickets: tableOf(seed.TICKETS),
    webhooks: tableOf(seed.WEBHOOKS),
    cartItems: tableOf<rows.CartItem>([]),
  };
  // An order goes with its lines and invoices, whoever removes it.
  const orders = {
    ...tables.orders,
    remove(id: number) {
      for (const table of [tables.lines, tables.invoices])
        for (const row of table.all()) if (row.orderId === id) table.remove(row.id);
      tables.orders.remove(id);
    },
  };
  const state = () =>
    Object.entries(tables).flatMap(([kind, table]) =>
      table.all().map((row) => [`${kind} ${row.id}`, JSON.stringify(row)] as const),
    );
  const before = state();
  return {
    ...tables,
    orders,
    redeemed: new Set(),
    sessions: new Map(),
    resets: new Map(),
    damaged() {
      const now = new Map(state());
      return before.flatMap(([name, row]) => (now.get(name) === row ? [] : [name]));
    },
    added() {
      const names = new Set(before.map(([name]) => name));
      return state().flatMap(([name]) => (names.has(name) ? [] : [name]));
    },
  };
}

/**
 * A row, of this owner only where one is named.
 * @throws Problem 404, the same for what is not there and what is another's
 */
export function found<Row extends { readonly id: number; readonly userId?: number }>(
  table: Table<Row>,
  id: number,
  owner?: rows.User,
): Row {
  const row = table.get(id);
  if (!row || (owner && row.userId !== owner.id)) throw new Problem(404, 'Not found');
  return row;
}

/** Salt and hash of a password. */
export function hashed(password: string, salt = randomBytes(8).toString('hex')): string {
  return `${salt}:${scryptSync(password, salt, 32, { N: COST }).toString('hex')}`;
}

export function fits(password: string, held: string): boolean {
  return hashed(password, held.split(':')[0]) === held;
}

const USERS = seed.USERS.map((user) => ({ ...user, password: hashed(user.password) }));
