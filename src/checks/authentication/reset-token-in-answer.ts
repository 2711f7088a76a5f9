import { looksLikeError } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { freshAccount, freshName } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { type ResetCompletion, resetCompletions, resetRequests } from '../../places/password-resets.ts';
import { type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';
import { sharedTrial, type TrialAccount, withoutTrials } from '../trial-account.ts';
import { type ShownSecret, shownSecrets } from './reset-secret.ts';

export const resetTokenInAnswer = defineRule({
  id: 'reset-token-in-answer',
  title: 'Password reset token in the response',
  aliases: ['account takeover', 'weak password recovery', 'forgotten password'],
  severity: 'critical',
  cwe: [640, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who knows an email address can set a new password for its account. The token, code or link that should only be emailed to the owner is in the response.',
  remediation:
    'Send it only to the address on record. Return the same response whether the account exists or not.',
  // A reset is asked for accounts of the scan's own alone, and for one that nobody has.
  needs: ['active'],
  disruptive: true,
  inapplicable: withoutTrials,
  places: resetRequests,
  oneByOne: true,
  async judge(reset, context) {
    const { anonymous, journal, surface } = context;
    const trial = await sharedTrial(context);
    if (!trial) return untested('the scan could not register and log in another account');
    const ask = async (user: string) => {
      const facts = { kind: 'ask', what: 'a request for a password reset' } as const;
      const { answer } = await journal.write(anonymous, facts, reset.requestFor({ user }));
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const nobodys = await ask(freshName());
    const own = await ask(trial.account.user);
    const { status } = own.response;
    if (status >= 400 || looksLikeError(own)) return untested(`the reset request returned ${status}`);
    const secrets = shownSecrets(own, nobodys);
    for (const completion of resetCompletions(surface.operations, surface.spec)) {
      for (const secret of secrets) {
        const taken = await takeOver(completion, secret, trial, context);
        if (taken) return { ...taken(own, secret.at), operation: reset.operation };
      }
    }
    // What somebody who has no account is given as well is the name of the request, and no key.
    const shown = secrets.find(({ at, named }) => named && !holdsMember(nobodys, at));
    if (!shown) return 'clean';
    return {
      operation: reset.operation,
      confidence: 'likely',
      severity: 'high',
      severityReason: 'The scan could not use it to set a new password.',
      evidenceSummary: `The response to a password reset for a test account contains what looks like the reset secret, in ${shown.at}; the response for an unknown account does not.`,
      proof: [{ exchange: own, note: 'a password reset, requested without authentication' }],
      control: { exchange: nobodys, note: 'the response for an unknown user contains none' },
    };
  },
});

/** Sets a new password with the secret and logs in with it. Undefined where that does not work. */
async function takeOver(
  completion: ResetCompletion,
  { value }: ShownSecret,
  trial: TrialAccount,
  { anonymous, journal }: ProbeContext,
): Promise<((own: Exchange, at: string) => Detection) | undefined> {
  const { account } = trial;
  const { password } = freshAccount();
  const facts = { kind: 'ask', what: `a reset of the password of ${account.user}` } as const;
  const set = async (secret: string) => {
    const request = completion.requestFor(account, secret, password);
    const { answer } = await journal.write(anonymous, facts, request);
    return answer instanceof Error ? undefined : answer;
  };
  await trial.willHave(password);
  const refused = await set(otherThan(value));
  if (!refused || givesSession(await trial.tryPassword(password))) return undefined;
  const done = await set(value);
  if (!done || done.response.status >= 400) return undefined;
  const after = await trial.tryPassword(password);
  if (!givesSession(after)) return undefined;
  trial.has(password);
  await trial.signIn();
  return (own, at) => ({
    confidence: 'confirmed',
    evidenceSummary: `The response to a password reset contained the reset secret in ${at}; it was used to set a new password for a test account without authentication, and the password logs in.`,
    proof: [
      { exchange: own, note: 'a password reset, requested without authentication' },
      { exchange: done, note: 'a new password, set with the secret from the response' },
      { exchange: after, note: 'the new password logs in' },
    ],
    control: { exchange: refused, note: 'another secret of the same form set no password' },
  });
}

function otherThan(secret: string): string {
  return secret.replace(/[a-z0-9]/gi, (sign) => (/\d/.test(sign) ? String((Number(sign) + 3) % 10) : 'x'));
}

function holdsMember({ response }: Exchange, name: string): boolean {
  return Buffer.from(response.body).toString('utf8').includes(`"${name}"`);
}
