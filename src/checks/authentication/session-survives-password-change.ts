import { isDeepStrictEqual } from 'node:util';
import { freshAccount } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { passwordChanges } from '../../places/password-changes.ts';
import { defineRule, untested } from '../rule.ts';
import { lifeOf } from '../session-life.ts';
import { NO_GUARDED_READ, proveSession, stillServed } from '../session-proof.ts';
import { sharedTrial, withoutTrials } from '../trial-account.ts';
import { setOwnPassword } from './own-password.ts';

export const sessionSurvivesPasswordChange = defineRule({
  id: 'session-survives-password-change',
  title: 'Sessions not ended by a password change',
  aliases: ['insufficient session expiration', 'session invalidation'],
  severity: 'low',
  cwe: [613],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'An intruder keeps access after the user changes the password. Other sessions of the account stay valid.',
  remediation: 'End all other sessions and refresh tokens of the account when its password changes.',
  needs: ['active'],
  // It changes the password of an account, which may end its sessions.
  disruptive: true,
  inapplicable: withoutTrials,
  places: passwordChanges,
  oneByOne: true,
  async judge(change, context) {
    const trial = await sharedTrial(context);
    const old = await trial?.signIn();
    const now = await trial?.signIn();
    if (!trial || !old || !now) return untested('the scan could not register and log in another account');
    if (isDeepStrictEqual(old.identity.credentials, now.identity.credentials))
      return untested('a second login returns the same session');
    const proof = await proveSession(context, trial, old);
    if (!proof) return untested(NO_GUARDED_READ);
    const { password } = freshAccount();
    const changed = await setOwnPassword(context, change, trial, now, { password, old: trial.password() });
    if (!changed) return untested('it is not known whose password it changes');
    const after = await trial.tryPassword(password);
    if (!givesSession(after)) return untested('the password could not be changed');
    trial.has(password);
    const served = await stillServed(context, proof);
    await trial.signIn();
    if (!served) return 'clean';
    return {
      operation: change.operation,
      confidence: 'confirmed',
      evidenceSummary: `A session of a test account still worked after another session changed the password.${lifeOf(old).words}`,
      proof: [
        { exchange: served, note: 'the older session, after the password change' },
        { exchange: changed, note: 'the password change, by another session' },
        { exchange: after, note: 'the new password logs in, so the change took effect' },
      ],
      control: { exchange: proof.refusal, note: 'without a session the same request is rejected' },
    };
  },
});
