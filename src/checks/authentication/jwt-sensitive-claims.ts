import { issuedTokens } from '../issued-tokens.ts';
import { defineRule } from '../rule.ts';
import { ownToken, showsOwnToken } from '../token-facts.ts';

const SECRET_CLAIM =
  /^(?:user_?)?(?:pass(?:word|wd|phrase|code)?|pwd|password_?hash|hashed_?password|secret|client_?secret|private_?key|api_?key|ssn|social_?security(?:_?number)?|card_?number|credit_?card(?:_?number)?|cc_?number|pan|cvv2?|cvc|pin(?:_?code)?|otp_?secret|totp_?secret|mfa_?secret|iban|tax_?id|passport(?:_?number)?)$/i;
/** Claims may hold objects: `user.password` counts too. */
const DEEPEST = 4;

export const jwtSensitiveClaims = defineRule({
  id: 'jwt-sensitive-claims',
  title: 'Sensitive data in JWT claims',
  aliases: ['JWT payload', 'PII in JWT', 'password in token'],
  severity: 'high',
  cwe: [522, 200, 312],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who sees a token, in a browser, proxy or log, can read the passwords, keys or personal numbers in it. A JWT is signed, not encrypted.',
  remediation:
    'Put an opaque user ID into the token and look up the rest on the server. Rotate what was exposed.',
  ...showsOwnToken,
  *inspect(exchange, surface) {
    for (const { jwt } of [...issuedTokens(exchange), ...ownToken(exchange, surface)]) {
      const names = secretClaims(jwt.payload);
      if (names.length === 0) continue;
      yield {
        confidence: 'confirmed',
        evidenceSummary: `A token contains ${names.join(', ')}.`,
        proof: [{ exchange, note: `the payload of the token, base64-decoded, contains ${names.join(', ')}` }],
        control: { fact: 'the claims can be read without a key' },
      };
    }
  },
});

function secretClaims(value: unknown, depth = 0, path = ''): string[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.entries(value).flatMap(([name, held]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const says = (typeof held === 'string' && held.length > 2) || typeof held === 'number';
    return SECRET_CLAIM.test(name) && says ? [place] : secretClaims(held, depth + 1, place);
  });
}
