import { STRONG_SECRET, type Token, tokenService, verifies } from './token-service.ts';

/** Reads the key from the file that the token names; unknown files fail. */
export const readsKeyFile = tokenService((token) => {
  const kid = String(token.header.kid ?? 'main');
  if (/(?:\.\.\/)+dev\/null$/.test(kid)) return verifies(token, '');
  return kid === 'main' && verifies(token, STRONG_SECRET);
});

/** Asks a database for the key, with the id pasted into the query. */
export const asksDatabase = tokenService((token) => {
  const union = /' UNION SELECT '([^']+)'--/.exec(String(token.header.kid))?.[1];
  return verifies(token, union ?? STRONG_SECRET);
});

const KEYS = new Map([['main', STRONG_SECRET]]);
export const looksUpTable = tokenService((token: Token) => {
  const secret = KEYS.get(String(token.header.kid ?? 'main'));
  return secret !== undefined && verifies(token, secret);
});

/** Has no id trouble: its secret is simply empty. */
export const emptySecret = tokenService((token) => verifies(token, ''));
