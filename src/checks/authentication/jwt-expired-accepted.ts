import type { Jwt } from '../../material/jwt.ts';
import { dateClaim } from '../../material/jwt.ts';
import { jwtOf } from '../../material/jwt-credential.ts';
import { forged } from '../forgery.ts';
import { whereGuarded } from '../protection.ts';
import { resign, unsignable } from '../resigning.ts';
import { confirmed, defineRule } from '../rule.ts';

/** Clocks differ, and verifiers allow for it; an hour is beyond any such allowance. */
const PAST_DOUBT_SECONDS = 3_600;

const expiryOf = ({ payload }: Jwt) => dateClaim(payload, 'exp');
const isPast = (expiry: number) => expiry < Date.now() / 1000 - PAST_DOUBT_SECONDS;

const ofForged = forged(
  (jwt, context) => {
    const now = Math.floor(Date.now() / 1000);
    return resign(jwt, context, {
      payload: { exp: now - 30 * 86_400, iat: now - 31 * 86_400, nbf: undefined },
      what: 'that expired 30 days ago, with a valid signature,',
    });
  },
  (jwt, surface) => {
    const expiry = expiryOf(jwt);
    // What has expired already needs no other signature.
    return expiry !== undefined && isPast(expiry) ? undefined : unsignable(jwt, surface);
  },
);

export const jwtExpiredAccepted = defineRule({
  id: 'jwt-expired-accepted',
  title: 'Expired JWT accepted',
  aliases: ['exp claim not validated', 'insufficient session expiration', 'token expiry'],
  severity: 'high',
  cwe: [613, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who finds an old token, in a log or on a lost device, can use it forever. The service does not check the expiry of tokens.',
  remediation: 'Check exp on every request and reject expired tokens. Allow at most a minute of clock skew.',
  needs: ['identity'],
  ...ofForged,
  judge: whereGuarded(async (guarded, context) => {
    const own = jwtOf(context.http.identity)?.jwt;
    const expiry = own && expiryOf(own);
    if (expiry === undefined || !isPast(expiry)) return ofForged.judge(guarded, context);
    return confirmed(
      `The given token expired on ${new Date(expiry * 1000).toISOString()} and is still accepted.`,
      [guarded.granted, 'the token in this request has expired'],
      [guarded.refusal, 'without a token the request is rejected'],
    );
  }),
});
