import { succeeded } from '../../http/exchange.ts';
import { signsFile } from '../../material/file-address.ts';
import { findJwts, isSampleJwt, opensOneResource, readJwt } from '../../material/secrets.ts';
import { isRead } from '../../openapi/operation.ts';
import { disclosed, isDocumentation, readableText, readByAnybody, saidByUs } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

/** Operations whose purpose is to give out tokens. */
const ISSUES =
  /log-?in|sign-?in|sign-?up|regist|token|session|auth|refresh|guest|anonymous|csrf|jwk|challenge|invite|\.well-known/i;
/** Claims that say for whom a token speaks (RFC 7519, OpenID Connect Core). */
const SUBJECT = ['sub', 'email', 'username', 'preferred_username', 'user_id', 'userId', 'uid', 'user'];

/** A day's grace for clocks: what ended before lets nobody in any more. */
const GRACE_SECONDS = 86_400;

function isSpent(exp: unknown): boolean {
  return typeof exp === 'number' && exp < Date.now() / 1000 - GRACE_SECONDS;
}

export const publicToken = defineRule({
  id: 'public-token',
  title: 'Access tokens are readable without authentication',
  severity: 'high',
  cwe: [200, 522],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'An operation that is no login gives signed tokens with a subject to anybody who asks. Whoever has such a token is that subject until it expires.',
  fix: 'Never store or return issued tokens; revoke these, and give tokens only in answer to a login.',
  *inspect(exchange, surface) {
    if (!readByAnybody(exchange) || !isRead(exchange.request.method) || !succeeded(exchange)) return;
    if (isDocumentation(exchange, surface) || ISSUES.test(new URL(exchange.request.url).pathname)) return;
    const said = readableText(exchange);
    const found = findJwts(said).filter((token) => {
      const claims = readJwt(token)?.claims;
      if (!claims || SUBJECT.every((name) => claims[name] === undefined) || saidByUs(exchange, token))
        return false;
      // Signed addresses of files are made to be given to everybody, and manuals print tokens of nobody.
      return (
        !opensOneResource(claims) && !isSampleJwt(claims) && !isSpent(claims.exp) && !signsFile(said, token)
      );
    });
    if (found.length === 0) return;
    yield disclosed(exchange, surface, {
      saw: `${found.length === 1 ? 'A signed token' : `${found.length} signed tokens`} with a subject, given without a credential.`,
      note: 'a token that names its subject, masked here',
      values: found,
    });
  },
});
