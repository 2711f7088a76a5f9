import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { BEARER, REGISTERING, registering, secured, TEXT, takes } from './registering.ts';

interface Manners {
  /** Out of whose purse anybody may pay. */
  readonly from: 'any' | 'own';
  /** What stands in a new purse. */
  readonly gift: number;
}

interface Purse {
  readonly id: string;
  readonly holder: string;
  coins: number;
}

/** People register, each with a purse, and move coins between purses. */
export function purses({ from, gift }: Manners): LabApp & { readonly coins: () => number[] } {
  const all = new Map<string, Purse>();
  const {
    routes: app,
    asker,
    body,
  } = registering((holder) => {
    const id = `P${500 + all.size}`;
    all.set(id, { id, holder, coins: gift });
  });
  app.get('/purses', (c) =>
    c.json({
      purses: [...all.values()]
        .filter(({ holder }) => holder === asker(c)?.id)
        .map(({ id, coins }) => ({ id, balance: coins })),
    }),
  );
  app.post('/coins/move', async (c) => {
    const { source_purse, target, amount } = await body(c);
    const [out, into] = [all.get(String(source_purse)), all.get(String(target))];
    if (typeof amount !== 'number' || amount < 5) return c.json({ error: 'amount' }, 422);
    const mayPay = from === 'any' || out?.holder === asker(c)?.id;
    if (!out || !into || !mayPay) return c.json({ error: 'No such purse' }, 404);
    if (out.coins < amount) return c.json({ error: 'Not enough coins' }, 409);
    out.coins -= amount;
    into.coins += amount;
    return c.json({ moved: amount }, 201);
  });
  const openapi = documented(
    {
      ...REGISTERING,
      'GET /purses': secured,
      'POST /coins/move': {
        ...secured,
        ...takes({ source_purse: TEXT, target: TEXT, amount: { type: 'integer', minimum: 5 } }),
      },
    },
    BEARER,
  );
  return { routes: app, openapi, coins: () => [...all.values()].map(({ coins }) => coins) };
}

export const paidByAnybody = purses({ from: 'any', gift: 40 });
export const paidByHolder = purses({ from: 'own', gift: 40 });
export const emptyForAnybody = purses({ from: 'any', gift: 0 });
export const emptyForHolder = purses({ from: 'own', gift: 0 });
