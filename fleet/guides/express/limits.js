// region: fixed
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem } from './errors.js';

const common = {
  windowMs: 60_000,
  standardHeaders: 'draft-6', // RateLimit-Limit, -Remaining and -Reset; Retry-After comes with 429
  legacyHeaders: false,
  handler: (_req, _res, next) => next(new Problem(429, 'Too many requests; wait for Retry-After seconds')),
};
// Needs `app.set('trust proxy', …)`: req.ip is then the address that your own proxy saw.
const address = (req) => ipKeyGenerator(req.ip);
const account = (req) => String(req.body?.username).toLowerCase();

export const perAddress = rateLimit({ ...common, limit: 3_000, keyGenerator: address });
/** Mounted behind the check of the token. */
export const perUser = rateLimit({ ...common, limit: 600, keyGenerator: (req) => req.user.id });

/** Failed logins alone count, for the account whoever asks, and for the address whatever the account. */
export const logins = [
  rateLimit({ ...common, limit: 10, skipSuccessfulRequests: true, keyGenerator: account }),
  rateLimit({ ...common, limit: 60, skipSuccessfulRequests: true, keyGenerator: address }),
];
// endregion
