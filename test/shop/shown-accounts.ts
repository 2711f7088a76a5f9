import { createHmac } from 'node:crypto';
import type { Asking, Shows } from './asking.ts';
import { PASSWORD, takenFrom } from './asking.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** The profile of a new user who sends more than he should. */
async function profileAfter({ ask, register }: Asking, body: object) {
  const { token } = await register();
  return (await ask('PATCH /me', { token, body })).json;
}

async function opens({ ask }: Asking, token: string): Promise<boolean> {
  return (await ask('GET /me', { token })).status === 200;
}

/** How the last of many wrong passwords, or codes, is answered. */
async function isTriedOften(asks: (at: number) => Promise<{ status: number }>): Promise<boolean> {
  let status = 0;
  for (let at = 0; at < 10; at += 1) status = (await asks(at)).status;
  return status !== 429;
}

const wrongLogins =
  (headers: (at: number) => Record<string, string>) =>
  async ({ ask, register }: Asking) => {
    const { email } = await register();
    return isTriedOften((at) =>
      ask('POST /auth/login', { body: { email, password: `wrong ${at}` }, headers: headers(at) }),
    );
  };

async function afterNewPassword({ ask, register }: Asking, body: object) {
  const { token, email } = await register();
  const other = (await ask('POST /auth/login', { body: { email, password: PASSWORD } })).json.token as string;
  const answer = await ask('POST /me/password', { token, body });
  return { answer, other };
}

export const SHOWN_ACCOUNTS: Shows = {
  'role-at-registration': async ({ register }) =>
    (await register({ role: 'admin' })).answer.json.role === 'admin',
  'verified-at-registration': async ({ register }) =>
    (await register({ verified: true })).answer.json.verified,
  'balance-at-registration': async ({ register }) =>
    (await register({ balance: 99 })).answer.json.balance === 99,
  'weak-password': takenFrom('POST /auth/register', undefined, {
    email: 'w@tern-mail.net',
    name: 'W',
    password: '1',
  }),
  'login-unlimited': wrongLogins(() => ({})),
  'login-limit-of-forwarded-for': wrongLogins((at) => ({ 'X-Forwarded-For': `192.0.2.${at}` })),
  'user-enumeration': async ({ ask }) => {
    const known = await ask('POST /auth/login', { body: { email: 'ada@tern-mail.net', password: 'x' } });
    const unknown = await ask('POST /auth/login', { body: { email: 'zoe@tern-mail.net', password: 'x' } });
    return known.text !== unknown.text;
  },
  'login-operators': takenFrom('POST /auth/login', undefined, {
    email: 'ada@tern-mail.net',
    password: { $ne: '' },
  }),
  'logout-keeps-session': async (asking) => {
    const { token } = await asking.register();
    await asking.ask('POST /auth/logout', { token });
    return opens(asking, token);
  },
  'login-by-get': async ({ ask }) =>
    (await ask('GET /auth/login?email=ada@tern-mail.net&password=Ada-keeps-7-terns')).status === 200,
  'jwt-weak-secret': async ({ shop }) => {
    const [head, claims, signature] = shop.tokenOf('Ada').split('.');
    return createHmac('sha256', 'changeme').update(`${head}.${claims}`).digest('base64url') === signature;
  },
  'jwt-none': (asking) => {
    const [, claims] = asking.shop.tokenOf('Ada').split('.');
    return opens(asking, `${encoded({ alg: 'none', typ: 'JWT' })}.${claims}.`);
  },
  'jwt-signature-unchecked': (asking) =>
    opens(asking, asking.shop.tokenOf('Ada').replace(/\.[\w-]+$/, '.AAAA')),
  'jwt-without-expiry': async ({ shop }) => !('exp' in decoded(shop.tokenOf('Ada').split('.')[1])),
  'token-in-url': async ({ ask, shop }) =>
    (await ask(`GET /me?access_token=${shop.tokenOf('Ada')}`)).status === 200,
  'user-of-header': async ({ ask }) =>
    (await ask('GET /admin/users', { as: 'Ada', headers: { 'X-User-Role': 'admin' } })).status === 200,

  'role-on-profile': async (asking) => (await profileAfter(asking, { role: 'admin' })).role === 'admin',
  'balance-on-profile': async (asking) => (await profileAfter(asking, { balance: 7 })).balance === 7,
  'verified-on-profile': async (asking) => (await profileAfter(asking, { verified: true })).verified,
  'plan-on-profile': async (asking) => {
    const { settings } = await profileAfter(asking, { settings: { newsletter: true, plan: 'gold' } });
    return settings.plan === 'gold';
  },
  'profile-of-body-id': async ({ ask }) => {
    const phone = '+4420794609581';
    await ask('PATCH /me', { as: 'Bob', body: { id: 2, phone } });
    return (await ask('GET /me', { as: 'Ada' })).json.phone === phone;
  },
  'password-without-old': async (asking) =>
    (await afterNewPassword(asking, { newPassword: 'calm-Plover-91' })).answer.status === 204,
  'password-change-keeps-sessions': async (asking) => {
    const { other } = await afterNewPassword(asking, {
      currentPassword: PASSWORD,
      newPassword: 'calm-Plover-91',
    });
    return opens(asking, other);
  },
  'weak-new-password': async (asking) =>
    (await afterNewPassword(asking, { currentPassword: PASSWORD, newPassword: '1' })).answer.status === 204,
  'password-of-body-user': async ({ ask }) => {
    await ask('POST /me/password', {
      as: 'Bob',
      body: {
        email: 'dan@tern-mail.net',
        currentPassword: 'Bob-keeps-7-terns',
        newPassword: 'calm-Plover-91',
      },
    });
    return (
      (await ask('POST /auth/login', { body: { email: 'dan@tern-mail.net', password: 'calm-Plover-91' } }))
        .status === 200
    );
  },
  'email-without-password': async ({ ask, register }) => {
    const { token } = await register();
    return (await ask('PUT /me/email', { token, body: { email: 'new@tern-mail.net' } })).status === 200;
  },
  'reset-token-in-answer': async ({ ask }) =>
    'resetToken' in (await ask('POST /auth/forgot', { body: { email: 'ada@tern-mail.net' } })).json,
  'enumeration-at-reset': async ({ ask }) =>
    (await ask('POST /auth/forgot', { body: { email: 'zoe@tern-mail.net' } })).status === 404,
  'reset-code-unlimited': ({ ask }) =>
    isTriedOften((at) =>
      ask('POST /auth/reset', {
        body: { email: 'ada@tern-mail.net', code: `00000${at}`, newPassword: 'calm-Plover-91' },
      }),
    ),
};
