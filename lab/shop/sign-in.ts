import { z } from 'zod';
import { type Area, seenActively, seenByAll, seenByOne } from './area.ts';
import { createAttempts } from './attempts.ts';
import { expectStrong } from './passwords.ts';
import { Problem } from './problem.ts';
import { fits, hashed } from './store.ts';
import { EMAIL, NAME, PROFILE, profileOf } from './views.ts';

const PASSWORD = z.string().min(1).max(120);
const SESSION = z.object({ token: z.string(), tokenType: z.string(), expiresIn: z.int() });
/** Compared where nobody has the address, so that both take as long. */
const NOBODY = hashed('nobody has this one');

interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role?: 'customer' | 'admin';
  readonly verified?: boolean;
  readonly balance?: number;
}

/** Registration, login and logout. */
export const signIn: Area = {
  switches: [
    ...seenActively(
      [
        'role-at-registration',
        'Registration keeps a role that is sent along.',
        'POST /auth/register',
        ['mass-assignment', 'self-granted-privilege'],
      ],
      [
        'verified-at-registration',
        'Registration keeps that the address is verified.',
        'POST /auth/register',
        ['mass-assignment', 'self-granted-privilege'],
      ],
      [
        'balance-at-registration',
        'Registration keeps a balance.',
        'POST /auth/register',
        ['mass-assignment', 'self-granted-privilege'],
      ],
      ['weak-password', 'Any password does.', 'POST /auth/register', ['weak-password-accepted']],
      [
        'login-unlimited',
        'Wrong passwords are not counted.',
        'POST /auth/login',
        ['unlimited-login-attempts'],
      ],
      [
        'login-limit-of-forwarded-for',
        'Wrong passwords are counted by an address that the client writes.',
        'POST /auth/login',
        ['unlimited-login-attempts', 'forwarded-for-escape'],
      ],
      [
        'user-enumeration',
        'A login says that nobody has the address.',
        'POST /auth/login',
        ['user-enumeration'],
      ],
      [
        'login-operators',
        'The password is compared as the document database compares it.',
        'POST /auth/login',
        ['nosql-injection'],
      ],
      [
        'logout-keeps-session',
        'Logout leaves the session as it is.',
        'POST /auth/logout',
        ['session-survives-logout'],
      ],
    ),
    ...seenByAll(['login-by-get', 'Logins are taken from the query.', 'GET /auth/login', ['login-over-get']]),
    ...seenByOne(
      ['jwt-weak-secret', 'Tokens are signed with a word.', 'every operation', ['jwt-weak-secret']],
      [
        'jwt-none',
        'Tokens that say they are unsigned are believed.',
        'every operation',
        ['jwt-none-algorithm'],
      ],
      [
        'jwt-signature-unchecked',
        'Tokens are read and not verified.',
        'every operation',
        ['jwt-signature-unchecked', 'damaged-credential-accepted'],
      ],
      ['jwt-without-expiry', 'Tokens never expire.', 'every operation', ['jwt-missing-expiry']],
      ['token-in-url', 'The token is taken from the query, too.', 'every operation', ['credential-in-query']],
      [
        'user-of-header',
        'A header says who is an administrator.',
        'GET /admin/users',
        ['client-side-role-trusted'],
      ],
    ),
  ],
  add({ api, store, tokens, on }) {
    const { users } = store;
    const attempts = createAttempts();

    const registration = z.object({
      email: EMAIL,
      password: PASSWORD,
      name: NAME,
      ...(on('role-at-registration') ? { role: z.enum(['customer', 'admin']).optional() } : {}),
      ...(on('verified-at-registration') ? { verified: z.boolean().optional() } : {}),
      ...(on('balance-at-registration') ? { balance: z.int().optional() } : {}),
    }) as z.ZodType<Registration>;
    const documentedRegistration = z.object({ email: EMAIL, password: PASSWORD, name: NAME });
    api.add(
      'POST /auth/register',
      {
        says: 'Opens an account',
        who: 'anyone',
        body: documentedRegistration,
        reads: registration,
        answers: PROFILE,
        status: 201,
      },
      ({ body: { email, password, ...more } }) => {
        if (!on('weak-password')) expectStrong(password, email);
        if (users.all().some((one) => one.email === email.toLowerCase())) throw new Problem(409, 'Taken');
        const settings = { plan: 'basic', newsletter: false };
        return profileOf(
          users.add({
            tenant: 3,
            role: 'customer',
            verified: false,
            balance: 1_000,
            settings,
            ...more,
            email: email.toLowerCase(),
            password: hashed(password),
          }),
        );
      },
    );

    function logIn(email: string, password: unknown, forwarded = '') {
      const key = on('login-limit-of-forwarded-for') ? `${forwarded} ${email}` : email;
      if (!on('login-unlimited')) attempts.expectFew(key);
      const user = users.all().find((one) => one.email === email.toLowerCase());
      if (!user && on('user-enumeration')) throw new Problem(404, 'Nobody has this address');
      const isRight =
        typeof password === 'string'
          ? fits(password, user?.password ?? NOBODY)
          : user && matches(user.password, password);
      if (!user || !isRight) {
        attempts.failed(key);
        throw new Problem(401, 'Wrong e-mail address or password');
      }
      attempts.forget(key);
      return { token: tokens.issue(user), tokenType: 'Bearer', expiresIn: 3_600 };
    }

    const login = z.object({ email: EMAIL, password: PASSWORD });
    const loose = z.object({ email: EMAIL, password: z.unknown() });
    api.add(
      'POST /auth/login',
      {
        says: 'Starts a session',
        who: 'anyone',
        body: login,
        reads: on('login-operators') ? loose : login,
        answers: SESSION,
      },
      ({ c, body }) => logIn(body.email, body.password, c.req.header('X-Forwarded-For')),
    );
    if (on('login-by-get'))
      api.add(
        'GET /auth/login',
        { says: 'Starts a session', who: 'anyone', query: login, answers: SESSION },
        ({ query }) => logIn(query.email, query.password),
      );
    api.add('POST /auth/logout', { says: 'Ends the session', who: 'user' }, ({ c }) => {
      if (!on('logout-keeps-session')) tokens.end((c.req.header('Authorization') ?? '').slice(7));
    });
  },
};

/** As a document database compares: operators of the query are obeyed. */
export function matches(held: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return held === wanted;
  return Object.entries(wanted).every(([operator, value]) => {
    if (operator === '$eq') return held === value;
    if (operator === '$ne') return held !== value;
    if (operator === '$in') return [value].flat().includes(held);
    if (operator === '$nin') return ![value].flat().includes(held);
    if (operator === '$gt') return String(held) > String(value);
    if (operator === '$exists') return (held !== undefined) === value;
    if (operator === '$regex') return new RegExp(String(value)).test(String(held));
    throw new Error(`unknown operator: ${operator}`);
  });
}
