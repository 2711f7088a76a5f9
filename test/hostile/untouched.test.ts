import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { accountsByName } from '../../lab/bola/accounts-by-name.ts';
import { bookingsApi } from '../../lab/bola/bookings-api.ts';
import { clubApi } from '../../lab/bola/club-api.ts';
import { notesApi } from '../../lab/bola/notes-api.ts';
import { ada, bob } from '../../lab/bola/orders-api.ts';
import { SHAPES, serveOldObjects, TOKENS } from '../../lab/journal/old-objects.ts';
import { createShop } from '../../lab/shop/shop.ts';
import { SWITCHES } from '../../lab/shop/switches.ts';
import { CHECKS } from '../../src/checks/index.ts';
import type { Check } from '../../src/checks/rule.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { scan } from '../../src/scan.ts';

/** Payloads are tried on the shop by its own suite, which looks for damage too; with every flaw it takes minutes. */
const WITHOUT_PAYLOADS = CHECKS.filter(({ id }) => id !== 'input-validation');

/** Whole active scans of services that let anybody do anything: what was there before is there afterwards, as it was. */
const bearer = (name: string, token: string): Identity => ({
  name,
  credentials: [{ kind: 'bearer', token }],
});

async function scanned(url: string, identities: readonly Identity[], checks: readonly Check[] = CHECKS) {
  const result = await scan({
    url,
    checks,
    mode: 'active',
    guesses: 'first',
    maxRequests: 20_000,
    identities,
  });
  // A scan that broke off proves nothing.
  expect(result.partial).toBeUndefined();
  expect(result.writes?.length).toBeGreaterThan(0);
}

describe('no object or account that the scan did not make is changed', () => {
  test.each([
    ['with every flaw', SWITCHES.map(({ name }) => name)],
    ['without any', []],
  ])(
    'in a shop of several tenants, %s',
    async (_name, switches) => {
      const shop = createShop(switches);
      const lab = await serveLab(shop);
      try {
        await scanned(
          lab.url,
          ['Ada', 'Bob'].map((name) => bearer(name, shop.tokenOf(name))),
          WITHOUT_PAYLOADS,
        );
        expect(shop.damaged()).toEqual([]);
      } finally {
        await lab.close();
      }
    },
    300_000,
  );

  const accounts = accountsByName({ writes: 'anybody' });
  const byExample = accountsByName({ writes: 'users', byExample: true });
  const notes = notesApi({ writes: 'anybody' });
  const bookings = bookingsApi({ bookingOwner: true, guestOfBooking: true, cardOwner: true });
  const club = clubApi({ author: true, organiser: true, groupOwner: true, matchOwner: true });
  test.each([
    ['accounts that anybody removes', accounts, [], () => accounts.accounts(), ['ada of York']],
    ['accounts that any user removes', byExample, [], () => byExample.accounts(), ['ada of York']],
    ['notes that anybody writes', notes, [ada, bob], () => notes.notes(), ['n1']],
    ['bookings of others', bookings, [ada, bob], () => bookings.odd(), []],
    ['a club', club, [ada, bob], () => club.odd(), []],
  ] as const)(
    'among %s',
    async (_name, app, identities, snapshot, before) => {
      const lab = await serveLab(app);
      try {
        await scanned(lab.url, identities);
        expect(snapshot()).toEqual(before);
      } finally {
        await lab.close();
      }
    },
    120_000,
  );

  test.each(SHAPES)(
    'in a service that answers in the shape %s',
    async (shape) => {
      const service = await serveOldObjects(shape);
      try {
        await scanned(service.url, [bearer('ada', TOKENS.ada), bearer('bob', TOKENS.bob)]);
        expect(service.writes()).toBeGreaterThan(2);
        expect(service.damaged()).toEqual([]);
      } finally {
        await service.close();
      }
    },
    120_000,
  );
});
