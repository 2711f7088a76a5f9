import { BEARER, guarded, serving } from './serving.ts';

const me = { id: 7, name: 'Ada' };
const cached = (control: string) => guarded((c) => c.json(me, 200, { 'Cache-Control': control }));

export const shared = serving({ '/me': cached('public, max-age=600') });
export const kept = serving({ '/me': cached('private, max-age=600') });
export const forAll = serving({
  '/me': (c) =>
    c.json({ rates: [1], for: c.req.header('authorization') === `Bearer ${BEARER}` }, 200, {
      'Cache-Control': 'public, max-age=600',
    }),
});
export const cookie = serving({
  '/me': (c) =>
    c.json(me, 200, {
      'Set-Cookie': 'sessionid=k7Jq2mVw9Xr4; HttpOnly',
      'Cache-Control': 'public, max-age=60',
    }),
});
export const preference = serving({
  '/me': (c) => c.json(me, 200, { 'Set-Cookie': 'theme=darkdark1', 'Cache-Control': 'public, max-age=60' }),
});
export const careful = serving({
  '/me': (c) =>
    c.json(me, 200, { 'Set-Cookie': 'sessionid=k7Jq2mVw9Xr4; HttpOnly', 'Cache-Control': 'no-store' }),
});
