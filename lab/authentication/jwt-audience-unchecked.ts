import { strictButWeak } from './token-service.ts';

export const AUDIENCE = 'shop-api';
export const takesAnyAudience = strictButWeak(() => true);
export const takesOwnAudience = strictButWeak((token) => token.payload.aud === AUDIENCE);
