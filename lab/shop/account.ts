import { z } from 'zod';
import { type Area, seenActively, seenByTwoActively } from './area.ts';
import { expectStrong } from './passwords.ts';
import { Problem } from './problem.ts';
import { fits, found, hashed } from './store.ts';
import { EMAIL, NAME, NUMBER, PROFILE, profileOf } from './views.ts';

const PASSWORD = z.string().min(1).max(120);
const PHONE = z.string().regex(/^\+[1-9]\d{7,14}$/);
const UPDATE = z.object({
  name: NAME.optional(),
  phone: PHONE.optional(),
  settings: z.object({ newsletter: z.boolean() }).optional(),
});
const PASSWORD_CHANGE = z.object({ currentPassword: PASSWORD, newPassword: PASSWORD });
const EMAIL_CHANGE = z.object({ email: EMAIL, password: PASSWORD });

/** The user's own account. */
export const account: Area = {
  switches: [
    ...seenActively(
      [
        'role-on-profile',
        'An update of the profile keeps a role.',
        'PATCH /me',
        ['mass-assignment', 'self-granted-privilege'],
      ],
      [
        'balance-on-profile',
        'An update of the profile keeps a balance.',
        'PATCH /me',
        ['mass-assignment', 'self-granted-privilege'],
      ],
      [
        'verified-on-profile',
        'An update of the profile keeps that the address is verified.',
        'PATCH /me',
        ['mass-assignment', 'self-granted-privilege'],
      ],
      [
        'plan-on-profile',
        'An update of the profile keeps the plan within a member of its own.',
        'PATCH /me',
        ['mass-assignment', 'self-granted-privilege'],
      ],
      [
        'password-without-old',
        'A new password needs no old one.',
        'POST /me/password',
        ['password-change-without-old-one'],
      ],
      [
        'password-change-keeps-sessions',
        'Other sessions outlive a new password.',
        'POST /me/password',
        ['session-survives-password-change'],
      ],
      ['weak-new-password', 'Any new password does.', 'POST /me/password', ['weak-password-accepted']],
      [
        'email-without-password',
        'A new address needs no password.',
        'PUT /me/email',
        ['email-change-without-proof'],
      ],
    ),
    ...seenByTwoActively(
      [
        'profile-of-body-id',
        'The update goes to the account that the body names.',
        'PATCH /me',
        ['foreign-object-written'],
      ],
      [
        'password-of-body-user',
        'The password of the account that the body names is changed.',
        'POST /me/password',
        ['foreign-password-change'],
      ],
    ),
  ],
  add({ api, store, tokens, on }) {
    const { users } = store;
    const me = { says: 'The own account', who: 'user', answers: PROFILE } as const;
    api.add('GET /me', me, ({ user }) => profileOf(user));

    const reads = UPDATE.extend({
      ...(on('role-on-profile') ? { role: z.enum(['customer', 'admin']).optional() } : {}),
      ...(on('balance-on-profile') ? { balance: z.int().optional() } : {}),
      ...(on('verified-on-profile') ? { verified: z.boolean().optional() } : {}),
      ...(on('plan-on-profile')
        ? {
            settings: z
              .object({ plan: z.string().max(20).optional(), newsletter: z.boolean().optional() })
              .optional(),
          }
        : {}),
      ...(on('profile-of-body-id') ? { id: NUMBER.optional() } : {}),
    });
    api.add(
      'PATCH /me',
      { ...me, says: 'Changes the own account', body: UPDATE, reads },
      ({ body, user }) => {
        const { id = user.id, settings, ...changes } = body as z.infer<typeof reads> & { id?: number };
        const changed = found(users, id);
        Object.assign(changed, changes);
        Object.assign(changed.settings, settings);
        return profileOf(changed);
      },
    );

    const loosePassword = PASSWORD_CHANGE.extend({
      ...(on('password-without-old') ? { currentPassword: PASSWORD.optional() } : {}),
      ...(on('password-of-body-user') ? { email: EMAIL.optional() } : {}),
    });
    const documentedPassword = on('password-of-body-user')
      ? PASSWORD_CHANGE.extend({ email: EMAIL.optional() })
      : PASSWORD_CHANGE;
    api.add(
      'POST /me/password',
      { says: 'Changes the own password', who: 'user', body: documentedPassword, reads: loosePassword },
      ({ body, user, c }) => {
        const { email, currentPassword, newPassword } = body as z.infer<typeof PASSWORD_CHANGE> & {
          email?: string;
        };
        const named =
          on('password-of-body-user') && email ? users.all().find((one) => one.email === email) : user;
        if (!named) throw new Problem(404, 'Not found');
        if (!on('password-without-old') && !fits(currentPassword, user.password))
          throw new Problem(403, 'The current password is another');
        if (!on('weak-new-password')) expectStrong(newPassword, named.email);
        named.password = hashed(newPassword);
        if (on('password-change-keeps-sessions')) return;
        const own = tokens.sidOf((c.req.header('Authorization') ?? '').slice(7));
        tokens.endAll(named, own);
      },
    );

    api.add(
      'PUT /me/email',
      {
        ...me,
        says: 'Changes the own address',
        body: EMAIL_CHANGE,
        reads: on('email-without-password') ? EMAIL_CHANGE.partial({ password: true }) : EMAIL_CHANGE,
      },
      ({ body, user }) => {
        const isProven = on('email-without-password') || fits(body.password ?? '', user.password);
        if (!isProven) throw new Problem(403, 'The password is another');
        const email = body.email.toLowerCase();
        if (users.all().some((one) => one.email === email && one.id !== user.id))
          throw new Problem(409, 'Taken');
        user.email = email;
        user.verified = false;
        return profileOf(user);
      },
    );

    api.add('DELETE /me', { says: 'Ends the own account', who: 'user' }, ({ user }) => {
      tokens.endAll(user);
      users.remove(user.id);
      for (const table of [
        store.orders,
        store.addresses,
        store.reviews,
        store.uploads,
        store.tickets,
        store.webhooks,
        store.cartItems,
      ])
        for (const row of table.all()) if (row.userId === user.id) table.remove(row.id);
    });
  },
};
