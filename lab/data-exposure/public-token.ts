import { documented } from '../documented.ts';
import type { Served } from './serving.ts';
import { guarded, serving } from './serving.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object) =>
  `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${'q7Kx2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXoTzVwQrM'}`;

const ADAS = token({ sub: '7', exp: 4102444800 });
const users = { users: [{ name: 'ada', jwt: ADAS }] };
const document = documented({ 'GET /debug/users': {}, 'GET /orders': {} });

/** Orders are for whoever sends one of these tokens. */
const beside = (shown: Served, ...accepted: readonly string[]) =>
  serving(
    {
      '/debug/users': shown,
      '/orders': (c) =>
        accepted.includes(c.req.header('authorization') ?? '')
          ? c.json([{ order: 11, item: 'valve' }])
          : c.json({ error: 'unauthorized' }, 401),
    },
    document,
  );

export const listed = beside(users, `Bearer ${ADAS}`);
/** Nothing asks for a login, so that nobody can say what the token is for. */
export const untried = serving({ '/debug/users': users });
/** A page that shows how a request looks, with a token that nobody ever issued. */
export const demo = beside(
  (c) => c.html(`<!doctype html><title>Try it</title><pre>Authorization: Bearer ${ADAS}</pre>`),
  'Bearer another',
);
/** The same in JSON: a token of another service, or one that was revoked. */
export const foreign = beside(users, 'Bearer another');
export const login = serving({ '/session': { token: token({ sub: 'guest' }) } });
export const subjectless = serving({
  '/debug/users': { upload: token({ bucket: 'pictures', exp: 4102444800 }) },
});
export const own = serving({ '/debug/users': guarded({ jwt: token({ sub: '7' }) }) });
export const broken = serving({
  '/debug/users': { jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJub3QgcmVhbGx5.c2lnbmF0dXJlc2lnbmF0dXJl' },
});
/** A delivery network lets everybody see this picture, and this one alone. */
export const signedPicture = serving({
  '/articles': {
    image: `https://img.bletchley.org.uk/f/a.jpg?token=${token({ sub: 'urn:app:7', exp: 4102444800 })}`,
    thumbnail: token({
      sub: 'urn:app:7',
      aud: ['urn:service:image.operations'],
      obj: [{ path: '/f/a.jpg' }],
    }),
  },
});
/** The token that every manual shows. */
export const sample = serving({
  '/snippets': { code: token({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }) },
});
export const spent = serving({ '/debug/users': { jwt: token({ sub: '7', exp: 1600000000 }) } });
