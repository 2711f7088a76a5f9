import { z } from 'zod';
import { type Area, seenActively, seenByTwo } from './area.ts';
import { createAttempts } from './attempts.ts';
import { Problem } from './problem.ts';
import { COUPONS } from './seed.ts';
import { CENTS, EMAIL } from './views.ts';

const WALLET = z.object({ userId: z.int(), balance: z.int() });
const TRANSFER = z.object({ to: EMAIL, amount: CENTS });
const ANY = z.int().max(1_000_000_000);
const CODE = z.object({ code: z.string().regex(/^[A-Z0-9-]{4,20}$/) });

const OFFERS = z.object({ items: z.array(z.object({ code: z.string(), cents: z.int() })) });
const OF_THE_SEASON = 'SPRING-4F7K2M';

/** Money that users give one another, and coupons. */
export const wallet: Area = {
  switches: [
    ...seenActively(
      [
        'negative-transfer',
        'An amount below zero takes the money of whom it is sent to.',
        'POST /wallet/transfers',
        ['schema-violation-accepted', 'negative-amount-accepted'],
      ],
      [
        'overdrawn-transfer',
        'More may be sent than there is.',
        'POST /wallet/transfers',
        ['overdrawn-transfer-accepted'],
      ],
      [
        'coupon-twice',
        'A coupon pays as often as it is used.',
        'POST /coupons/redeem',
        ['one-time-code-reused'],
      ],
      [
        'coupon-unlimited',
        'Codes of coupons may be guessed without end.',
        'POST /coupons/redeem',
        ['unlimited-login-attempts'],
      ],
      [
        'idempotency-ignored',
        'A transfer that is sent again with its key is made again.',
        'POST /wallet/transfers',
        ['idempotency-key-ignored'],
      ],
    ),
    ...seenByTwo([
      'wallet-of-query-user',
      'The wallet is of the user that the query names.',
      'GET /wallet',
      ['object-id-in-query', 'foreign-object-served'],
    ]),
  ],
  add({ api, store, on }) {
    const attempts = createAttempts();
    const done = new Map<string, z.infer<typeof WALLET>>();
    const query = z.object(on('wallet-of-query-user') ? { userId: z.coerce.number().int().optional() } : {});
    api.add(
      'GET /wallet',
      { says: 'The own wallet', who: 'user', query, answers: WALLET },
      ({ user, query: asked }) => {
        const { userId = user.id } = asked as { userId?: number };
        const shown = store.users.get(userId);
        if (!shown) throw new Problem(404, 'Not found');
        return { userId: shown.id, balance: shown.balance };
      },
    );
    api.add(
      'POST /wallet/transfers',
      {
        says: 'Sends money to another user',
        who: 'user',
        headers: ['Idempotency-Key'],
        body: TRANSFER,
        reads: on('negative-transfer') ? TRANSFER.extend({ amount: ANY }) : TRANSFER,
        answers: WALLET,
        status: 201,
      },
      ({ user, body: { to, amount }, c }) => {
        const given = c.req.header('Idempotency-Key');
        const key = given === undefined || on('idempotency-ignored') ? undefined : `${user.id} ${given}`;
        const before = key === undefined ? undefined : done.get(key);
        if (before) return before;
        const other = store.users.all().find((one) => one.email === to.toLowerCase());
        if (!other || other.id === user.id) throw new Problem(422, 'No such receiver');
        if (amount > user.balance && !on('overdrawn-transfer')) throw new Problem(409, 'Not enough money');
        user.balance -= amount;
        other.balance += amount;
        const now = { userId: user.id, balance: user.balance };
        if (key !== undefined) done.set(key, now);
        return now;
      },
    );
    api.add(
      'GET /coupons',
      { says: 'The coupon of the season, once for everybody', who: 'anyone', answers: OFFERS },
      () => ({ items: [{ code: OF_THE_SEASON, cents: COUPONS[OF_THE_SEASON] ?? 0 }] }),
    );
    api.add(
      'POST /coupons/redeem',
      { says: 'Pays a coupon into the wallet', who: 'user', body: CODE, answers: WALLET },
      ({ user, body: { code } }) => {
        const key = String(user.id);
        if (!on('coupon-unlimited')) attempts.expectFew(key);
        const cents = COUPONS[code];
        if (cents === undefined) {
          attempts.failed(key);
          throw new Problem(404, 'No such coupon');
        }
        if (store.redeemed.has(`${user.id}:${code}`) && !on('coupon-twice'))
          throw new Problem(409, 'Already used');
        store.redeemed.add(`${user.id}:${code}`);
        user.balance += cents;
        return { userId: user.id, balance: user.balance };
      },
    );
  },
};
