import { serving } from './serving.ts';

export const stored = serving({
  '/users': { users: [{ username: 'name1', email: 'mail1@mail.com', password: 'pass1' }] },
});
export const labels = serving({
  '/users': { username: 'Username', email: 'E-mail address', password: 'Passwort', login: 'Log in' },
});
export const messages = serving({ '/users': { email: 'ada@bletchley.org.uk', password: 'must be longer' } });
export const maskedOnes = serving({
  '/users': [
    { username: 'ada', password: '********' },
    { username: 'bob', password: null },
    { username: 'eve', password: 'string' },
  ],
});
export const hashed = serving({
  '/users': [{ username: 'ada', password: '5f4dcc3b5aa765d61d8327deb882cf99' }],
});
export const rules = serving({
  '/users': { name: 'policy', passwordPolicy: 'long1', passwordMinLength: 12, hasPassword: true },
});
