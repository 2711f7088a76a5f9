import { STRONG_SECRET, tokenService, verifies } from './token-service.ts';

export const forgivesMissingSignature = tokenService(
  (token) => token.signature === '' || verifies(token, STRONG_SECRET),
);
