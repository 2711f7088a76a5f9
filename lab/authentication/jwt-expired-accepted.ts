import { hmac, STRONG_SECRET, tokenService } from './token-service.ts';

const ignoring = (secret: string) => tokenService((token) => token.signature === hmac(token.signed, secret));

export const ignoresExpiry = ignoring(STRONG_SECRET);
export const ignoresExpiryAndWeak = ignoring('secret');
