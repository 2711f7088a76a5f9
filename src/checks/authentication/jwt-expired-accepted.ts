import { dateClaim } from '../../material/jwt.ts';
import { jwtOf } from '../../material/jwt-credential.ts';
import { guardedOperations } from '../protection.ts';
import { showResigned } from '../resigning.ts';
import { defineRule } from '../rule.ts';

/** Clocks differ, and verifiers allow for it; an hour is beyond any such allowance. */
const PAST_DOUBT_SECONDS = 3_600;

export const jwtExpiredAccepted = defineRule({
  id: 'jwt-expired-accepted',
  title: 'Expired tokens are accepted',
  severity: 'high',
  cwe: [613, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The expiry date of tokens is not checked, so a token that once leaked from a log or a lost device works for ever.',
  fix: 'Check exp on every request and refuse tokens whose time is over, with at most a minute of allowance.',
  needs: ['identity'],
  async *probe(context) {
    const now = Date.now() / 1000;
    const own = jwtOf(context.http.identity)?.jwt;
    const expiry = own && dateClaim(own.payload, 'exp');
    if (expiry !== undefined && expiry < now - PAST_DOUBT_SECONDS) {
      const [guarded] = await guardedOperations(context, 1);
      if (!guarded) return { untested: 'the token has expired, and no operation serves it' };
      yield {
        operation: guarded.operation,
        confidence: 'confirmed',
        saw: `The given token expired on ${new Date(expiry * 1000).toISOString()} and is still accepted.`,
        proof: [{ exchange: guarded.granted, note: 'the token that is sent here has expired' }],
        control: { exchange: guarded.refusal, note: 'without a token the operation refuses' },
      };
      return undefined;
    }
    return yield* showResigned(context, () => ({
      payload: { exp: Math.floor(now) - 30 * 86_400, iat: Math.floor(now) - 31 * 86_400, nbf: undefined },
      what: 'that expired 30 days ago, under a valid signature,',
    }));
  },
});
