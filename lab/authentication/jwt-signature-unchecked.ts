import { hmac, inTime, STRONG_SECRET, tokenService } from './token-service.ts';

/** Decodes where it should verify. */
export const decodesOnly = tokenService(
  (token) => typeof token.payload.sub === 'string' && inTime(token.payload),
);
/** Compares only the beginning of the signature. */
export const comparesPrefix = tokenService(
  (token) => token.signature.slice(0, 4) === hmac(token.signed, STRONG_SECRET).slice(0, 4),
);
