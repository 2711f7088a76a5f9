import { sameAnswer } from '../../answers/answers.ts';
import { freshName } from '../../identities/register.ts';
import { resetRequests } from '../../places/password-resets.ts';
import { defineRule, untested } from '../rule.ts';
import { sharedTrial, withoutTrials } from '../trial-account.ts';
import { shownSecrets } from './reset-secret.ts';
import { withoutName } from './without-name.ts';

export const userEnumerationAtReset = defineRule({
  id: 'user-enumeration-at-reset',
  title: 'User enumeration at password reset',
  aliases: ['username enumeration', 'account enumeration', 'forgotten password'],
  severity: 'medium',
  cwe: [204, 203],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can find valid user names and email addresses. The response to a password reset differs between existing and unknown users.',
  remediation: 'Return the same status and the same message in both cases, and send the email afterwards.',
  // Mail goes to addresses of the scan's own alone, at a domain that receives none.
  needs: ['active'],
  disruptive: true,
  inapplicable: withoutTrials,
  places: resetRequests,
  oneByOne: true,
  async judge(reset, context) {
    const trial = await sharedTrial(context);
    if (!trial) return untested('the scan could not register and log in another account');
    const ask = async (user: string) => {
      const facts = { kind: 'ask', what: 'a request for a password reset' } as const;
      const { answer } = await context.journal.write(context.anonymous, facts, reset.requestFor({ user }));
      if (answer instanceof Error) throw answer;
      return withoutName(answer, user);
    };
    // As long as those of the scan's accounts.
    const [one, other] = [await ask(freshName()), await ask(freshName())];
    const real = await ask(trial.account.user);
    for (const { response } of [one, other, real])
      if (response.status === 429 || response.status >= 500)
        return untested('the password reset does not accept three requests in a row');
    // Two made-up users have to be answered alike, or the answers differ for reasons of their own.
    if (!sameAnswer(one, other)) return untested('two unknown users return different responses');
    if (sameAnswer(one, real)) return 'clean';
    // What it gives away beside that is a flaw of its own, and the worse one.
    if (shownSecrets(real, one).length > 0) return 'clean';
    return {
      operation: reset.operation,
      confidence: 'confirmed',
      evidenceSummary: `An existing user returned ${real.response.status}, two unknown users ${one.response.status}, with a different text.`,
      proof: [
        { exchange: real, note: 'a user that the scan registered' },
        { exchange: one, note: 'an unknown user' },
      ],
      control: { exchange: other, note: 'another unknown user gets the same response as the first' },
    };
  },
});
