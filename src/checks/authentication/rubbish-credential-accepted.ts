import { accepts } from '../../answers/answers.ts';
import { jwtOf } from '../../material/jwt-credential.ts';
import { refusedOperations } from '../../places/refused-operations.ts';
import { ALIKE_FOR_TOKENS } from '../forgery.ts';
import { whereRefused } from '../protection.ts';
import { rubbishIdentities } from '../rubbish.ts';
import { confirmed, defineRule, untested } from '../rule.ts';

export const rubbishCredentialAccepted = defineRule({
  id: 'rubbish-credential-accepted',
  title: 'Any invalid credential accepted',
  aliases: ['authentication bypass', 'credential not verified', 'broken authentication'],
  severity: 'critical',
  cwe: [287, 303],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can log in with any value. The service checks that a credential is present, not that it is valid.',
  remediation:
    'Compare the credential with those that were issued, and reject the request when it does not match.',
  places: refusedOperations,
  // Whoever takes any token takes one with a broken signature, and that is asked for everywhere.
  alike: ({ http }) => (jwtOf(http.identity) ? ALIKE_FOR_TOKENS : Number.POSITIVE_INFINITY),
  judge: whereRefused(async (refused, { surface, http }) => {
    let isAnswered = false;
    for (const identity of rubbishIdentities(refused, surface)) {
      const exchange = await http.as(identity).attemptOnce(refused.request);
      if (exchange instanceof Error) continue;
      isAnswered = true;
      if (!accepts(exchange, surface)) continue;
      return confirmed(
        `An invalid ${identity.credentials[0]?.kind ?? 'credential'} was accepted with status ${exchange.response.status}.`,
        [exchange, 'an invalid credential, accepted'],
        [refused.refusal, 'without a credential the request is rejected'],
      );
    }
    return isAnswered
      ? 'clean'
      : untested('the service closes the connection on invalid credentials instead of rejecting them');
  }),
});
