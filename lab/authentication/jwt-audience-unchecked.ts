import { STRONG_SECRET, strict, strictButWeak, tokenService, verifies } from './token-service.ts';

export const AUDIENCE = 'shop-api';
export const takesAnyAudience = strictButWeak(() => true);
export const takesOwnAudience = strictButWeak((token) => token.payload.aud === AUDIENCE);

/** Nobody can sign tokens for these; only the issuer's own token for another service shows who looks. */
export const strictAboutKeys = strict;
export const strictAboutKeysAndAudience = tokenService(
  (token) => verifies(token, STRONG_SECRET) && token.payload.aud === AUDIENCE,
);
