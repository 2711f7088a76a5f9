import { issuingClaims } from './jwt-missing-expiry.ts';
import { ada } from './token-service.ts';

export const carriesPassword = issuingClaims({ ...ada(), user: { id: 7, password: 'hunter2-and-more' } });
export const carriesIdOnly = issuingClaims({
  ...ada(),
  password_expired: false,
  pinned: ['a'],
  token_use: 'access',
});
