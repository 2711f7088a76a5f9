import { sameAnswer } from '../../answers/answers.ts';
import { provenRegistrations } from '../../places/proven-registration.ts';
import { defineRule, untested } from '../rule.ts';
import { sharedTrial, withoutTrials } from '../trial-account.ts';
import { withoutName } from './without-name.ts';

export const userEnumerationAtRegistration = defineRule({
  id: 'user-enumeration-at-registration',
  title: 'The registration tells which names are taken',
  severity: 'info',
  cwe: [204, 203],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  severityReason:
    'Where users choose a name they have to be told that it is taken; only by a mail to each address can it be kept secret.',
  meaning:
    'Whoever tries to register an address learns whether it has an account already, even where login and reset keep it secret.',
  fix: 'Register by e-mail address, answer that a mail is on its way in every case, and tell who has an account already in that mail; limit how many are tried.',
  needs: ['active'],
  disruptive: true,
  inapplicable: withoutTrials,
  places: provenRegistrations,
  async judge(register, context) {
    const { anonymous, journal } = context;
    const trial = await sharedTrial(context);
    if (!trial) return untested('no further account could be registered and logged in');
    const { account, registration, registered: free } = trial;
    // The very account that is there already: whatever comes of it bears its name, and is removed with it.
    const facts = { kind: 'ask', what: `a registration of ${account.user} once more` } as const;
    const { answer: taken } = await journal.write(anonymous, facts, register.requestOf(registration));
    if (taken instanceof Error) throw taken;
    const { status } = taken.response;
    if (status === 429 || status >= 500) return untested(`the registration was answered ${status}`);
    const isTold =
      status >= 400 || !sameAnswer(withoutName(taken, account.user), withoutName(free, account.user));
    if (!isTold) return 'clean';
    // A second account or session may differ in its number alone.
    if (status < 400 && taken.response.status === free.response.status)
      return untested('a taken name is accepted once more, with another answer');
    return {
      operation: register.operation,
      confidence: 'confirmed',
      saw: `A name that is taken was answered ${status}, a free one ${free.response.status}; the account was made by the scan.`,
      proof: [{ exchange: taken, note: 'a name that the scan registered before' }],
      control: { exchange: free, note: 'a free name is answered otherwise' },
    };
  },
});
