import { hmac, tokenService } from './token-service.ts';

export const ignoresNotBefore = tokenService((token) => token.signature === hmac(token.signed, 'secret'));
