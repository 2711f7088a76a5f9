import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

interface Behaviour {
  /** Amounts that a transfer takes. */
  readonly takes?: (amount: number) => boolean;
  /** Says that it moved something, and moves nothing. */
  readonly pretends?: boolean;
  /** What a code does the second time for the same user: counts, is refused, or is taken without counting. */
  readonly again?: 'counts' | 'refused' | 'ignored';
  /** The document names no code. */
  readonly namesNoCode?: boolean;
  /** More is sent than there is. */
  readonly overdraws?: boolean;
  /** Where the balance is shown; a ledger of what people owe one another is called otherwise. */
  readonly shownAt?: '/wallet' | '/ledger';
  /** What the balance is shown beside. */
  readonly beside?: Readonly<Record<string, number>>;
  /** What is done with a key of idempotency that was seen before; no such key is documented where left out. */
  readonly key?: 'kept' | 'ignored' | 'refused';
  /** What whoever is new has. */
  readonly starts?: number;
  /** The name of the balance, where it is no `credits`. */
  readonly called?: string;
}

interface Account {
  readonly id: string;
  readonly password: string;
  readonly used: Set<string>;
  credits: number;
}

const TEXT = { type: 'string' };
const secured = { security: [{ bearer: [] }] };
const body = (properties: Readonly<Record<string, object>>) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
});

/** Users with credits that they transfer, and add to by vouchers. `most` is how far anybody's credits ever were from the first. */
export function wallets({
  takes = (amount) => amount > 0,
  pretends = false,
  again = 'refused',
  namesNoCode = false,
  overdraws = false,
  shownAt = '/wallet',
  beside = {},
  key,
  starts = 20,
  called = 'credits',
}: Behaviour = {}): LabApp & { readonly accounts: () => string[]; readonly most: () => number } {
  const accounts = new Map<string, Account>();
  const sessions = new Map<string, string>();
  const seen = { most: 0 };
  const made = { count: 0 };
  const routes = new Hono();
  const asker = (c: Context) =>
    accounts.get(sessions.get(c.req.header('Authorization')?.replace(/^Bearer /, '') ?? '') ?? '');
  const sent = async (c: Context) => (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
  const unknown = { error: 'unauthorized' };
  routes.post('/register', async (c) => {
    const { username, password } = await sent(c);
    if (typeof username !== 'string' || typeof password !== 'string') return c.json({ error: 'bad' }, 400);
    made.count += 1;
    const id = `member-${made.count}`;
    accounts.set(username, { id, password, used: new Set(), credits: starts });
    return c.json({ id, username }, 201);
  });
  routes.post('/login', async (c) => {
    const { username, password } = await sent(c);
    if (accounts.get(String(username))?.password !== password) return c.json(unknown, 401);
    const token = `sess${randomBytes(10).toString('hex')}`;
    sessions.set(token, String(username));
    return c.json({ token });
  });
  routes.get('/me', (c) => {
    const account = asker(c);
    if (!account) return c.json(unknown, 401);
    const [username] = [...accounts].find(([, one]) => one === account) ?? [];
    return c.json({ id: account.id, username });
  });
  routes.delete('/me', (c) => {
    const account = asker(c);
    for (const [name, one] of accounts) if (one === account) accounts.delete(name);
    return account ? c.body(null, 204) : c.json(unknown, 401);
  });
  const at = shownAt === '/wallet' ? '/wallet/transfer' : '/ledger/payments';
  const amountName = shownAt === '/wallet' ? 'credits' : 'amount';
  const balanceName = shownAt === '/wallet' ? called : 'balance';
  const done = new Map<string, object>();
  routes.get(shownAt, (c) => {
    const account = asker(c);
    return account ? c.json({ [balanceName]: account.credits, ...beside }) : c.json(unknown, 401);
  });
  routes.post(at, async (c) => {
    const account = asker(c);
    if (!account) return c.json(unknown, 401);
    const { toMemberId, [amountName]: credits } = await sent(c);
    const given = key && c.req.header('Idempotency-Key');
    const before = given === undefined ? undefined : done.get(`${account.id} ${given}`);
    if (before && key === 'kept') return c.json(before);
    if (before && key === 'refused') return c.json({ error: 'this key was used' }, 409);
    const other = [...accounts.values()].find(({ id }) => id === toMemberId);
    if (!other) return c.json({ error: 'no such member' }, 404);
    const amount = Number(credits);
    if (!takes(amount)) return c.json({ error: `${amountName} must be positive` }, 400);
    if (!overdraws && amount > account.credits) return c.json({ error: 'not enough credits' }, 409);
    if (!pretends) {
      account.credits -= amount;
      other.credits += amount;
      seen.most = Math.max(seen.most, ...[...accounts.values()].map((one) => Math.abs(one.credits - starts)));
    }
    const answer = { [balanceName]: account.credits, transferred: amount };
    if (given !== undefined) done.set(`${account.id} ${given}`, answer);
    return c.json(answer);
  });
  routes.post('/vouchers/redeem', async (c) => {
    const account = asker(c);
    if (!account) return c.json(unknown, 401);
    const { code } = await sent(c);
    if (code !== 'SPRING10') return c.json({ error: 'no such voucher' }, 404);
    if (account.used.has(code) && again === 'refused') return c.json({ error: 'used' }, 409);
    if (!account.used.has(code) || again === 'counts') account.credits += 10;
    account.used.add(code);
    return c.json({ credits: account.credits });
  });
  const code = namesNoCode ? TEXT : { ...TEXT, example: 'SPRING10' };
  const openapi = documented(
    {
      'POST /register': body({ username: TEXT, password: TEXT }),
      'POST /login': body({ username: TEXT, password: TEXT }),
      'GET /me': secured,
      'DELETE /me': secured,
      [`GET ${shownAt}`]: secured,
      [`POST ${at}`]: {
        ...secured,
        ...(key ? { parameters: [{ name: 'Idempotency-Key', in: 'header', schema: TEXT }] } : {}),
        ...body({ toMemberId: TEXT, [amountName]: { type: 'integer' } }),
      },
      'POST /vouchers/redeem': { ...secured, ...body({ code }) },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes, openapi, accounts: () => [...accounts.keys()], most: () => seen.most };
}

export const sound = wallets();
export const takingLessThanNothing = wallets({ takes: (amount) => amount !== 0 });
export const pretendingToMove = wallets({ takes: () => true, pretends: true });
export const countingAgain = wallets({ again: 'counts' });
export const countingAgainInCents = wallets({ again: 'counts', called: 'store_credit_cents' });
export const takingAgain = wallets({ again: 'ignored' });
export const namingNoCode = wallets({ again: 'counts', namesNoCode: true });
export const sendingMoreThanThereIs = wallets({ overdraws: true });
export const owingOneAnother = wallets({ overdraws: true, shownAt: '/ledger' });
export const withCreditLine = wallets({ overdraws: true, beside: { creditLimit: 500_000 } });
export const pretendingToSend = wallets({ overdraws: true, pretends: true });
export const ignoringKeys = wallets({ key: 'ignored' });
export const keepingKeys = wallets({ key: 'kept' });
export const refusingKeys = wallets({ key: 'refused' });
export const ignoringKeysWithNothing = wallets({ key: 'ignored', starts: 0 });
