import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { encodeJwt, hmacHash, type Jwt } from '../../material/jwt.ts';
import { jwtOf, weakSecretOf } from '../../material/jwt-credential.ts';
import { tokenTrial } from '../forgery.ts';
import { issuedTokens } from '../issued-tokens.ts';
import { type Detection, defineRule } from '../rule.ts';
import { reachable } from '../sampling.ts';

/** A page may hold many tokens; those of one service share their key. */
const TRIED_PER_ANSWER = 3;
/** Secrets of tokens seen before: the same token stands in many answers, and a search costs milliseconds. */
const searched = new WeakMap<Surface, Map<string, string | undefined>>();

export const jwtWeakSecret = defineRule({
  id: 'jwt-weak-secret',
  title: 'Tokens are signed with a secret that anyone can guess',
  severity: 'critical',
  cwe: [1391, 326, 798],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The HMAC secret stands in public word lists. Whoever has seen one token can find it offline and then sign tokens for any user.',
  fix: 'Sign with at least 256 random bits that come from a secret store, change them now, and treat all issued tokens as forged.',
  *inspect(exchange, surface) {
    for (const { jwt } of issuedTokens(exchange).slice(0, TRIED_PER_ANSWER)) {
      const secret = secretOf(jwt, surface);
      if (secret !== undefined)
        yield found(exchange, jwt, secret, 'a token in this answer is signed with that secret');
    }
  },
  async *probe(context) {
    const own = jwtOf(context.http.identity)?.jwt;
    if (!own || !hmacHash(own)) return undefined;
    const secret = secretOf(own, context.surface);
    if (secret === undefined) return undefined;
    const trial = await tokenTrial(context);
    if ('untested' in trial) {
      const [first] = reachable(context.surface, 1);
      const exchange = first ? await context.http.once(first.request) : context.surface.entry;
      yield found(exchange, own, secret, 'the token that is sent here is signed with that secret');
      return undefined;
    }
    const forged = await trial.send(
      encodeJwt(
        own.header,
        { ...own.payload, mb: 1 },
        { kind: 'hmac', secret, hash: hmacHash(own) ?? 'sha256' },
      ),
    );
    const accepted = forged && trial.accepted(forged) && !trial.brokenAccepted;
    yield {
      ...found(trial.guarded.granted, own, secret, 'the token that is sent here is signed with that secret'),
      ...(accepted
        ? {
            proof: [
              { exchange: forged, note: 'a token with an added claim, signed by the scanner, is accepted' },
            ] as const,
            control: { exchange: trial.broken, note: 'the own token with a broken signature is refused' },
          }
        : {}),
    };
    return undefined;
  },
});

function found(exchange: Exchange, { token, header }: Jwt, secret: string, note: string): Detection {
  const named = secret === '' ? 'an empty secret' : `the secret "${secret}"`;
  return {
    confidence: 'confirmed',
    saw: `A token with ${String(header.alg)} verifies with ${named}.`,
    proof: [{ exchange, note }],
    control: {
      fact: `the signature was recomputed offline with ${named} over the same ${token.length}-character token, and matches`,
    },
  };
}

function secretOf(jwt: Jwt, surface: Surface): string | undefined {
  const known = searched.get(surface) ?? new Map<string, string | undefined>();
  searched.set(surface, known);
  if (!known.has(jwt.token)) known.set(jwt.token, weakSecretOf(jwt, surface));
  return known.get(jwt.token);
}
