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
