import { STRONG_SECRET, tokenService, verifies } from './token-service.ts';

export const honoursNone = tokenService(
  (token) => token.header.alg === 'none' || verifies(token, STRONG_SECRET),
);
/** Knows of "none" in lower case only. */
export const honoursOddSpelling = tokenService(
  (token) =>
    (token.header.alg !== 'none' && String(token.header.alg).toLowerCase() === 'none') ||
    verifies(token, STRONG_SECRET),
);
