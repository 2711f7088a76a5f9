import { serving } from './serving.ts';

export const profiled = serving({
  '/items': (c) => c.json([], 200, { 'X-Debug-Token-Link': '/_profiler/5f1c', 'X-Runtime': '0.012' }),
});
export const ordinary = serving({
  '/items': (c) =>
    c.json([], 200, {
      'X-Request-Id': '5f1c',
      'X-Debug-Id': '5f1c',
      'X-Content-Type-Options': 'nosniff',
      'Server-Timing': 'total;dur=3',
    }),
});
