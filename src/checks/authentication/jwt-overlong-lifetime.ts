import { dateClaim } from '../../material/jwt.ts';
import { defineRule } from '../rule.ts';
import { showsOwnToken, tokenLifetimes } from '../token-facts.ts';

/** A working day with a night: longer access tokens are sessions without a way to end them. */
const LONGEST_HOURS = 24;

export const jwtOverlongLifetime = defineRule({
  id: 'jwt-overlong-lifetime',
  title: 'JWT lifetime over 24 hours',
  aliases: ['long-lived token', 'token lifetime', 'excessive token expiry'],
  severity: 'low',
  cwe: [613],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who holds a leaked token, or that of a blocked user, can use it until it expires. Access tokens usually cannot be revoked.',
  remediation:
    'Issue access tokens that expire after minutes, at most an hour, and renew them with a refresh token that can be revoked.',
  ...showsOwnToken,
  *inspect(exchange, surface) {
    for (const { jwt, note } of tokenLifetimes(exchange, surface)) {
      const issued = dateClaim(jwt.payload, 'iat') ?? dateClaim(jwt.payload, 'nbf');
      const until = dateClaim(jwt.payload, 'exp');
      if (until === undefined) continue;
      // A token that does not say since when it lives does so at least from now on.
      const from = issued ?? Date.now() / 1_000;
      const hours = (until - from) / 3_600;
      if (hours <= LONGEST_HOURS) continue;
      yield {
        confidence: 'confirmed',
        evidenceSummary: `A token is valid for ${hours >= 48 ? `${Math.round(hours / 24)} days` : `${Math.round(hours)} hours`}, from ${issued === undefined ? 'now' : 'iat'} to exp.`,
        proof: [{ exchange, note }],
        control: {
          fact: `exp is ${Math.round((until - from) / 3_600)} hours after ${issued === undefined ? 'this scan' : 'iat'}`,
        },
      };
    }
  },
});
