import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import type { Jwt } from '../material/jwt.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import { service } from '../places/service.ts';
import { issuedTokens } from './issued-tokens.ts';
import type { PlaceRule } from './rule.ts';
import { untested } from './rule.ts';

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
      .map(({ jwt }) => ({ jwt, note: 'the token is in this response' })),
    ...ownToken(exchange, surface),
  ];
}

/**
 * The identity's own token, shown at the target's URL only: it is the same one everywhere. One that opened nothing is
 * not known to be this service's.
 */
export function ownToken(exchange: Exchange, surface: Surface): SeenToken[] {
  const { identities, entry } = surface;
  if (exchange.request.method !== 'GET') return [];
  if (withoutQuery(exchange.request.url) !== withoutQuery(entry.request.url)) return [];
  const speaker = identities.find(({ name }) => name === exchange.identity);
  const jwt = speaker && !openedNothing(speaker, surface) && jwtOf(speaker)?.jwt;
  return jwt ? [{ jwt, note: 'the token in this request' }] : [];
}

function openedNothing({ name }: Identity, { proofs }: Surface): boolean {
  const proof = proofs.find(({ identity }) => identity === name);
  return proof?.accepted === 'never-needed' || proof?.accepted === 'refused';
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** Shows the own token once: `inspect` judges it together with those that answers give out. */
export const showsOwnToken: Pick<PlaceRule<Surface>, 'places' | 'judge'> = {
  places: service,
  async judge(surface, { http }) {
    await http.once({ url: surface.target.url });
    const holders = surface.identities.filter((identity) => jwtOf(identity) !== undefined);
    return holders.length > 0 && holders.every((identity) => openedNothing(identity, surface))
      ? untested('the given token gave access to nothing, so it shows nothing about this service')
      : ('clean' as const);
  },
};
