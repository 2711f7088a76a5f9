import { issuingClaims } from './jwt-missing-expiry.ts';
import { ada } from './token-service.ts';

export const forAMonth = issuingClaims(ada(30 * 24));
export const forAnHour = issuingClaims(ada(1));
export const refreshForAMonth = issuingClaims({ ...ada(30 * 24), token_use: 'refresh' });
const { iat: _iat, ...undated } = ada(30 * 24);
/** Says until when it lives, and not since when. */
export const forAMonthFromNow = issuingClaims(undated);
