// region: fixed
import rateLimit from '@fastify/rate-limit';
import fp from 'fastify-plugin';
import { problem } from './errors.js';

const timeWindow = '1 minute';

/** 600 requests a minute for each user, and for each address where none is logged in. */
export const limits = fp(async (app) => {
  await app.register(rateLimit, {
    hook: 'preHandler', // behind the check of the token, which is an onRequest hook
    max: 600,
    timeWindow,
    keyGenerator: ({ user, ip }) => (user ? `user ${user.id}` : `address ${ip}`),
    enableDraftSpec: true, // RateLimit-Limit, -Remaining and -Reset
    errorResponseBuilder: (_request, { after }) => problem(429, `Too many requests, wait ${after}`),
  });
  const byAccount = app.createRateLimit({ max: 10, timeWindow, keyGenerator: accountOf });
  const byAddress = app.createRateLimit({ max: 60, timeWindow, keyGenerator: ({ ip }) => `logins ${ip}` });

  /** A preHandler of the login route. It counts before the password is checked, so that parallel attempts count too. */
  app.decorate('limitLogins', async (request) => {
    for (const limit of [byAccount, byAddress]) {
      const { isExceeded, ttlInSeconds } = await limit(request);
      if (isExceeded) throw problem(429, 'Too many logins', { 'Retry-After': ttlInSeconds });
    }
  });
});

const accountOf = ({ body }) => `account ${body.username.toLowerCase()}`;
// endregion
