import { freshAccount } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { provenRegistrations } from '../../places/proven-registration.ts';
import { defineRule, untested } from '../rule.ts';
import { canRemoveAccounts, registerTrial, type TrialAccount, withoutTrials } from '../trial-account.ts';

interface Weak {
  readonly password: string;
  readonly words: string;
}

/** The weakest first. NIST SP 800-63B asks for eight characters at least, and for a list of common ones. */
const WEAK: readonly Weak[] = [
  { password: '', words: 'an empty password' },
  { password: 'x', words: 'a password of one character' },
  { password: '123456', words: 'the password 123456' },
];
const WRONG = 'Mb-7f3a91-wrong';

export const weakPasswordAccepted = defineRule({
  id: 'weak-password-accepted',
  title: 'Accounts can be registered with a password that everybody guesses',
  severity: 'medium',
  cwe: [521],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Users may choose no password, one letter or the most common one of all, and their accounts fall to the first guesses.',
  fix: 'Refuse passwords of fewer than eight characters and those of a list of common and leaked ones, at the server.',
  needs: ['active'],
  // It makes further accounts: what looks at lists of them is done by then.
  disruptive: true,
  inapplicable: withoutTrials,
  places: provenRegistrations,
  async judge({ operation }, context) {
    if (!canRemoveAccounts(context.surface))
      return untested('accounts cannot be removed here, and would stay with such a password');
    const accepted: (Weak & { readonly trial: TrialAccount })[] = [];
    for (const weak of WEAK) {
      const trial = await registerTrial(context, { ...freshAccount(), password: weak.password });
      if (trial) accepted.push({ ...weak, trial });
    }
    const [weakest] = accepted;
    if (!weakest) return 'clean';
    const wrong = await weakest.trial.tryPassword(WRONG);
    if (givesSession(wrong)) return untested('the login takes any password');
    const session = await weakest.trial.signIn();
    if (!session) return untested('the account could not log in a second time');
    const words = accepted.map((one) => one.words).join(', ');
    return {
      operation,
      confidence: 'confirmed',
      ...(weakest.password.length > 1
        ? {
            severity: 'low' as const,
            severityReason: 'There is a least length, which only common passwords satisfy too easily.',
          }
        : {}),
      saw: `An account of the scan’s own was registered with ${words}, and logs in with it.`,
      proof: [
        { exchange: weakest.trial.registered, note: `registered with ${weakest.words}` },
        { exchange: session.answer, note: 'and logged in with it' },
      ],
      control: { exchange: wrong, note: 'another password is refused' },
    };
  },
});
