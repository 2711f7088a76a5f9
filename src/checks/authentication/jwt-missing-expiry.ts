import { defineRule } from '../rule.ts';
import { showsOwnToken, tokenLifetimes } from '../token-facts.ts';

export const jwtMissingExpiry = defineRule({
  id: 'jwt-missing-expiry',
  title: 'JWT without expiry (exp)',
  aliases: ['exp claim missing', 'token never expires', 'insufficient session expiration'],
  severity: 'medium',
  cwe: [613],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who gets hold of a token can use it until the signing key is changed. Tokens have no expiry.',
  remediation:
    'Issue access tokens that expire after minutes, at most an hour, and renew them with a refresh token.',
  ...showsOwnToken,
  *inspect(exchange, surface) {
    for (const { jwt, note } of tokenLifetimes(exchange, surface)) {
      if (jwt.payload.exp !== undefined) continue;
      yield {
        confidence: 'confirmed',
        evidenceSummary: `A token with the claims ${Object.keys(jwt.payload).slice(0, 8).join(', ')} has no exp.`,
        proof: [{ exchange, note }],
        control: { fact: 'the claims of the token do not include exp' },
      };
    }
  },
});
