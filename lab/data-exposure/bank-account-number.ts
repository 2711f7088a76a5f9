import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { serving } from './serving.ts';

export const whole = serving({ '/payouts': { payouts: [{ to: 'DE02 1203 0000 0000 2020 51' }] } });
export const documented = serving({ '/payouts': { hint: 'DE89370400440532013000' } });
export const ended = serving({
  '/payouts': { payouts: [{ to: 'DE** **** 2051', reference: 'DE02120300000000202052' }] },
});
export const lookAlikes = serving({
  '/payouts': {
    code: 'AB12CDEF3456GHIJ7890',
    part: 'xDE02120300000000202051y',
    hash: 'GB00WEST12345698765432',
  },
});

/** Shops show theirs to everybody, and `/me` shows one's own. */
export const wholeBesideOwn: LabApp = {
  routes: new Hono()
    .get('/shops', (c) =>
      c.json({ shops: [{ name: 'Lamps', iban: 'DE02 1203 0000 0000 2020 51' }], more: '/me' }),
    )
    .get('/me', (c) =>
      c.req.header('authorization') === 'Bearer ada-token-5Tq'
        ? c.json({ id: 7, name: 'Ada', iban: 'BE71 0961 2345 6769' })
        : c.json({ error: 'unauthorized' }, 401),
    ),
};
