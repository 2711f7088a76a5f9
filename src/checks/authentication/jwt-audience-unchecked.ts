import { forged } from '../forgery.ts';
import { resign, unsignable } from '../resigning.ts';
import { defineRule } from '../rule.ts';

export const jwtAudienceUnchecked = defineRule({
  id: 'jwt-audience-unchecked',
  title: 'JWT audience (aud) not validated',
  aliases: ['aud claim', 'token substitution', 'confused deputy'],
  severity: 'high',
  cwe: [287, 345],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'A user or operator of any other service of the same issuer can use its tokens here. The service does not check which service a token was issued for.',
  remediation: 'Set the expected audience when you verify tokens, and reject tokens with another one.',
  needs: ['identity'],
  ...forged(
    (jwt, context) => {
      const given = context.surface.foreignToken;
      // A token that the issuer itself wrote for another service needs no key of ours.
      if (given !== undefined) return [{ token: given, what: 'issued for another service' }];
      return resign(jwt, context, {
        payload: { aud: 'https://mb-elsewhere.example' },
        what: 'with another audience and a valid signature',
      });
    },
    (jwt, surface) => {
      if (surface.foreignToken !== undefined) return undefined;
      return jwt.payload.aud === undefined ? 'the token has no aud claim' : unsignable(jwt, surface);
    },
  ),
});
