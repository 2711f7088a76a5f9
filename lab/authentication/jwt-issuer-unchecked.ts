import { strictButWeak } from './token-service.ts';

export const ISSUER = 'https://id.lab.example';
export const takesAnyIssuer = strictButWeak(() => true);
export const takesOwnIssuer = strictButWeak((token) => token.payload.iss === ISSUER);
