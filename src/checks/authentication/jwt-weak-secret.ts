import type { Exchange } from '../../http/exchange.ts';
import { encodeJwt, hmacHash, type Jwt } from '../../material/jwt.ts';
import { guessedSecretOf, jwtOf, weakSecretOf } from '../../material/jwt-credential.ts';
import { guardedOperations } from '../../places/guarded-operations.ts';
import { service } from '../../places/service.ts';
import { masked } from '../../redaction/mask.ts';
import { openedByRaised, tokenTrial } from '../forgery.ts';
import { issuedTokens } from '../issued-tokens.ts';
import { whereGuarded } from '../protection.ts';
import { confirmed, type Detection, defineRule } from '../rule.ts';
import { withOpened } from '../second-look.ts';

/** A page may hold many tokens; those of one service share their key. */
const TRIED_PER_ANSWER = 3;

export const jwtWeakSecret = defineRule({
  id: 'jwt-weak-secret',
  title: 'Weak JWT signing secret (HS256)',
  aliases: ['HMAC secret brute force', 'guessable secret', 'JWT cracking', 'hashcat'],
  severity: 'critical',
  cwe: [1391, 326, 798],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone with one token can find the signing secret offline and sign tokens for any user. The HMAC secret is in public word lists.',
  remediation:
    'Use a random secret of at least 256 bits from a secret store. Rotate it now, and treat all issued tokens as forged.',
  *inspect(exchange, surface) {
    for (const { jwt } of issuedTokens(exchange).slice(0, TRIED_PER_ANSWER)) {
      const secret = weakSecretOf(jwt, surface);
      if (secret !== undefined)
        yield found(exchange, jwt, secret, 'a token in this response is signed with this secret');
    }
  },
  places: service,
  async judge(_service, context) {
    const credential = jwtOf(context.http.identity);
    const own = credential?.jwt;
    if (!credential || !own || !hmacHash(own)) return 'clean';
    const { surface, breathe } = context;
    const numbers = surface.mode === 'active';
    const secret = weakSecretOf(own, surface) ?? (await guessedSecretOf(own, { breathe, numbers }));
    if (secret === undefined) return 'clean';
    const note = 'the token in this request is signed with this secret';
    const [place] = await guardedOperations.find(context);
    if (!place) return found(await context.http.once({ url: context.surface.target.url }), own, secret, note);
    const { operation } = place;
    const verdict = whereGuarded(async (guarded) => {
      const trial = await tokenTrial(guarded, credential, context);
      const signing = { kind: 'hmac', secret, hash: hmacHash(own) ?? 'sha256' } as const;
      const forged = await trial?.send(encodeJwt(own.header, { ...own.payload, mb: 1 }, signing));
      const plain = { ...found(guarded.granted, own, secret, note), operation };
      if (!trial || !forged || !trial.accepted(forged) || trial.brokenAccepted) return plain;
      const sign = ({ header, payload }: Jwt) => encodeJwt(header, payload, signing);
      const opened = await openedByRaised(own, sign, context);
      const detection = {
        ...plain,
        ...confirmed(
          plain.evidenceSummary,
          [forged, 'a token with an added claim, signed by the scanner with this secret, is accepted'],
          [trial.broken, 'the original token with an invalid signature is rejected'],
        ),
      };
      return withOpened(detection, opened);
    });
    return verdict(place, context);
  },
});

function found(exchange: Exchange, { token, header }: Jwt, secret: string, note: string): Detection {
  const named = secret === '' ? 'an empty secret' : `the guessed secret ${masked(secret)}`;
  return {
    confidence: 'confirmed',
    evidenceSummary: `A token with ${String(header.alg)} is signed with ${named}.`,
    proof: [{ exchange, note }],
    control: {
      fact: `the signature was recomputed offline with ${named} over the same ${token.length}-character token, and matches`,
    },
  };
}
