import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { succeeded } from '../../http/exchange.ts';
import { signsFile } from '../../material/file-address.ts';
import { findJwts, isSampleJwt, opensOneResource, readJwt } from '../../material/secrets.ts';
import { operationsToRead } from '../../places/operations.ts';
import type { PlaceKind } from '../../places/place.ts';
import { disclosed, isDocumentation, readableText, readByAnybody, saidByUs } from '../disclosure.ts';
import { tryFoundToken } from '../found-token.ts';
import { defineRule } from '../rule.ts';

const ISSUES =
  /log-?in|sign-?in|sign-?up|regist|token|session|auth|refresh|guest|anonymous|csrf|jwk|challenge|invite|\.well-known/i;
/** Claims that say for whom a token speaks (RFC 7519, OpenID Connect Core). */
const SUBJECT = ['sub', 'email', 'username', 'preferred_username', 'user_id', 'userId', 'uid', 'user'];

/** A day's grace for clocks: what ended before lets nobody in any more. */
const GRACE_SECONDS = 86_400;

/** An answer that everybody gets, and the tokens in it that speak for somebody. */
interface PublicAnswer {
  readonly exchange: Exchange;
  readonly tokens: readonly string[];
}

/** The page that was named, and what every read answers anybody. */
const publicAnswers: PlaceKind<PublicAnswer> = {
  one: 'answer that anybody gets',
  many: 'answers that anybody gets',
  async find({ surface, anonymous }) {
    const asked = await Promise.all(
      operationsToRead(surface).map(({ request }) => anonymous.attemptOnce(request)),
    );
    const answers = [surface.entry, ...asked].filter(
      (answer): answer is Exchange => !(answer instanceof Error) && readByAnybody(answer),
    );
    const each = new Map(answers.map((answer) => [answer.request.url, answer]));
    return [...each.values()].map((exchange) => ({
      exchange,
      tokens: succeeded(exchange) && !explains(exchange, surface) ? tokensIn(exchange) : [],
    }));
  },
  key: ({ exchange }) => exchange.request.url,
};

export const publicToken = defineRule({
  id: 'public-token',
  title: 'Access tokens readable without authentication',
  aliases: ['token leak', 'JWT leak', 'session hijacking', 'sensitive data exposure'],
  severity: 'high',
  cwe: [200, 522],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can get a signed token here and act as its subject until it expires. An operation that is not a login returns it to unauthenticated requests.',
  remediation: 'Never store or return issued tokens. Revoke these, and return tokens only from a login.',
  places: publicAnswers,
  async judge({ exchange, tokens }, context) {
    let untried: string | undefined;
    for (const token of tokens) {
      const trial = await tryFoundToken(token, context);
      if (trial.is === 'not tried') untried ??= token;
      if (trial.is !== 'accepted') continue;
      const seen = seenIn(exchange, context, tokens);
      return {
        ...seen,
        confidence: 'confirmed',
        evidenceSummary: `${seen.evidenceSummary} ${trial.place.operation.id}, which rejects unauthenticated requests, accepts it.`,
        proof: [...seen.proof, { exchange: trial.served, note: 'the token is accepted as a credential' }],
        control: {
          exchange: trial.control,
          note: 'the same token with the last characters changed is rejected',
        },
      };
    }
    // Where nothing asks for a login, the token may belong elsewhere, or be a sample.
    if (untried === undefined) return 'clean';
    return {
      ...seenIn(exchange, context, tokens),
      severity: 'medium',
      severityReason: NOT_TRIED,
      confidence: 'tentative',
    };
  },
});

const NOT_TRIED =
  'No operation that was reached requires authentication, so it is not known what the token gives access to.';

function seenIn(
  exchange: Exchange,
  { surface }: Parameters<typeof tryFoundToken>[1],
  tokens: readonly string[],
) {
  return disclosed(exchange, surface, {
    evidenceSummary: `${tokens.length === 1 ? 'A signed token' : `${tokens.length} signed tokens`} with a subject, returned without authentication.`,
    note: 'a token that names its subject, masked here',
    values: tokens,
  });
}

/** Documents, and operations whose purpose is to give out tokens. */
function explains(exchange: Exchange, surface: Surface): boolean {
  return isDocumentation(exchange, surface) || ISSUES.test(new URL(exchange.request.url).pathname);
}

function tokensIn(exchange: Exchange): string[] {
  const said = readableText(exchange);
  return findJwts(said).filter((token) => {
    const claims = readJwt(token)?.claims;
    if (!claims || SUBJECT.every((name) => claims[name] === undefined) || saidByUs(exchange, token))
      return false;
    // Signed addresses of files are made to be given to everybody, and manuals print tokens of nobody.
    return (
      !opensOneResource(claims) && !isSampleJwt(claims) && !isSpent(claims.exp) && !signsFile(said, token)
    );
  });
}

function isSpent(exp: unknown): boolean {
  return typeof exp === 'number' && exp < Date.now() / 1000 - GRACE_SECONDS;
}
