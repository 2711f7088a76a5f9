import { freshAccount } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { passwordChanges } from '../../places/password-changes.ts';
import { defineRule, untested } from '../rule.ts';
import { sharedTrial, withoutTrials } from '../trial-account.ts';
import { setOwnPassword } from './own-password.ts';

const WRONG = 'Mb-7f3a91-wrong';
const NO_ADDRESS = 'it is not known whose password it changes';

export const passwordChangeWithoutOldOne = defineRule({
  id: 'password-change-without-old-one',
  title: 'Password change without the current password',
  aliases: ['unverified password change', 'account takeover', 'missing re-authentication'],
  severity: 'medium',
  cwe: [620],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker with a session for a moment (an unlocked screen, XSS or a leaked token) can set a new password and take over the account.',
  remediation: 'Require the current password in the same request, or a fresh second factor.',
  needs: ['active'],
  // It changes the password of an account, which may end its sessions.
  disruptive: true,
  inapplicable: withoutTrials,
  places: passwordChanges,
  oneByOne: true,
  async judge(change, context) {
    const trial = await sharedTrial(context);
    const session = await trial?.signIn();
    if (!trial || !session) return untested('the scan could not register and log in another account');
    const isDocumented = change.present.length > 0;
    for (const old of isDocumented ? [undefined, WRONG] : [undefined]) {
      const { password } = freshAccount();
      const before = await trial.tryPassword(password);
      if (givesSession(before)) return untested('the login accepts any password');
      const changed = await setOwnPassword(context, change, trial, session, { password, old });
      if (!changed) return untested(NO_ADDRESS);
      if ([404, 405].includes(changed.response.status))
        return untested(`the change request returned ${changed.response.status}`);
      const after = await trial.tryPassword(password);
      if (!givesSession(after)) continue;
      trial.has(password);
      await trial.signIn();
      return {
        operation: change.operation,
        confidence: 'confirmed',
        evidenceSummary: `The password of a test account was changed ${old === undefined ? 'without the current one' : 'with a wrong current one'}, and the new password logs in.`,
        proof: [
          { exchange: changed, note: 'the change request, with the session alone' },
          { exchange: after, note: 'the new password logs in' },
        ],
        control: { exchange: before, note: 'before the change it was rejected' },
      };
    }
    // Nothing was changed because it asks for the right one, or because nothing is changed here at all.
    if (!isDocumented) return untested('the documented request body does not change a password');
    const { password } = freshAccount();
    const right = { password, old: trial.password() };
    await setOwnPassword(context, change, trial, session, right);
    if (!givesSession(await trial.tryPassword(password)))
      return untested('the request with the correct current password did not change it either');
    trial.has(password);
    await trial.signIn();
    return 'clean';
  },
});
