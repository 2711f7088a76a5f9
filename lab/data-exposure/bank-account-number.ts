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
