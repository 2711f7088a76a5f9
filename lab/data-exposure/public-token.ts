import { guarded, serving } from './serving.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object) =>
  `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${'q7Kx2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXoTzVwQrM'}`;

export const listed = serving({
  '/debug/users': { users: [{ name: 'ada', jwt: token({ sub: '7', exp: 4102444800 }) }] },
});
export const login = serving({ '/session': { token: token({ sub: 'guest' }) } });
export const subjectless = serving({
  '/debug/users': { upload: token({ bucket: 'pictures', exp: 4102444800 }) },
});
export const own = serving({ '/debug/users': guarded({ jwt: token({ sub: '7' }) }) });
export const broken = serving({
  '/debug/users': { jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJub3QgcmVhbGx5.c2lnbmF0dXJlc2lnbmF0dXJl' },
});
