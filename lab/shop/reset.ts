import { randomBytes, randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Area, seenActively } from './area.ts';
import { createAttempts } from './attempts.ts';
import { expectStrong } from './passwords.ts';
import { Problem } from './problem.ts';
import { hashed } from './store.ts';
import { EMAIL } from './views.ts';

const LIFETIME_MS = 20 * 60_000;
const DONE = z.object({ message: z.string(), resetToken: z.string().optional() });

/** A forgotten password. */
export const reset: Area = {
  switches: seenActively(
    [
      'reset-token-in-answer',
      'The secret for a new password comes back in the answer.',
      'POST /auth/forgot',
      ['reset-token-in-answer'],
    ],
    [
      'enumeration-at-reset',
      'A reset says that nobody has the address.',
      'POST /auth/forgot',
      ['user-enumeration-at-reset'],
    ],
    [
      'reset-code-unlimited',
      'Six digits reset a password, and may be guessed without end.',
      'POST /auth/reset',
      ['unlimited-login-attempts'],
    ],
  ),
  add({ api, store, tokens, on }) {
    const attempts = createAttempts();
    api.add(
      'POST /auth/forgot',
      {
        says: 'Mails a secret for a new password',
        who: 'anyone',
        body: z.object({ email: EMAIL }),
        answers: DONE,
        status: 202,
      },
      ({ body: { email } }) => {
        const user = store.users.all().find((one) => one.email === email.toLowerCase());
        if (!user && on('enumeration-at-reset')) throw new Problem(404, 'Nobody has this address');
        const secret = on('reset-code-unlimited')
          ? String(randomInt(100_000, 999_999))
          : randomBytes(18).toString('base64url');
        if (user) store.resets.set(secret, { userId: user.id, until: Date.now() + LIFETIME_MS });
        const message = 'If somebody has this address, a mail is on its way.';
        return on('reset-token-in-answer') && user ? { message, resetToken: secret } : { message };
      },
    );
    const body = z.object({
      email: EMAIL,
      code: z.string().min(1).max(60),
      newPassword: z.string().min(1).max(120),
    });
    api.add(
      'POST /auth/reset',
      { says: 'Sets a new password', who: 'anyone', body },
      ({ body: { email, code, newPassword } }) => {
        if (!on('reset-code-unlimited')) attempts.expectFew(email);
        const held = store.resets.get(code);
        const user = held && held.until > Date.now() ? store.users.get(held.userId) : undefined;
        if (!user || user.email !== email.toLowerCase()) {
          attempts.failed(email);
          throw new Problem(422, 'The code is wrong or too old');
        }
        expectStrong(newPassword, user.email);
        store.resets.delete(code);
        user.password = hashed(newPassword);
        tokens.endAll(user);
      },
    );
  },
};
