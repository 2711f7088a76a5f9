import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Jwt } from '../material/jwt.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import { service } from '../places/service.ts';
import { issuedTokens } from './issued-tokens.ts';
import type { PlaceRule } from './rule.ts';

/** A token that opens operations, and how it came to be seen. */
export interface SeenToken {
  readonly jwt: Jwt;
  readonly note: string;
}

/** Tokens that open operations and show in this exchange: given out by it, or sent with it and served. */
export function tokenLifetimes(exchange: Exchange, surface: Surface): SeenToken[] {
  return [
    ...issuedTokens(exchange)
      .filter(({ opensOperations }) => opensOperations)
      .map(({ jwt }) => ({ jwt, note: 'the token stands in this answer' })),
    ...ownToken(exchange, surface),
  ];
}

/** The identity's own token, shown at the target's URL only: it is the same one everywhere. */
export function ownToken(exchange: Exchange, { identities, entry }: Surface): SeenToken[] {
  if (exchange.request.method !== 'GET') return [];
  if (withoutQuery(exchange.request.url) !== withoutQuery(entry.request.url)) return [];
  const speaker = identities.find(({ name }) => name === exchange.identity);
  const jwt = speaker && jwtOf(speaker)?.jwt;
  return jwt ? [{ jwt, note: 'the token is sent with this request' }] : [];
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** Shows the own token once: `inspect` judges it together with those that answers give out. */
export const showsOwnToken: Pick<PlaceRule<Surface>, 'places' | 'judge'> = {
  places: service,
  async judge({ target }, { http }) {
    await http.once({ url: target.url });
    return 'clean' as const;
  },
};
