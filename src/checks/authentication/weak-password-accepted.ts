import type { Exchange } from '../../http/exchange.ts';
import { freshAccount } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import type { Operation } from '../../openapi/operation.ts';
import type { PasswordChange } from '../../places/password-changes.ts';
import { passwordsSet } from '../../places/passwords-set.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import {
  canRemoveAccounts,
  registerTrial,
  sharedTrial,
  type TrialAccount,
  withoutTrials,
} from '../trial-account.ts';
import { setOwnPassword } from './own-password.ts';

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
  title: 'Weak passwords accepted',
  aliases: ['password policy', 'common passwords', 'brute force', 'credential stuffing', 'password strength'],
  severity: 'medium',
  cwe: [521],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can guess the accounts of users who chose an empty, one-letter or very common password (brute force, credential stuffing). The service accepts such passwords.',
  remediation:
    'Reject passwords of fewer than eight characters and those on a list of common and leaked passwords, on the server.',
  needs: ['active'],
  // It makes further accounts: what looks at lists of them is done by then.
  disruptive: true,
  inapplicable: withoutTrials,
  places: passwordsSet,
  oneByOne: true,
  judge({ operation, change }, context) {
    if (!canRemoveAccounts(context.surface))
      return untested('accounts cannot be deleted here, and would be left behind with a weak password');
    return change ? judgeChange(change, context) : judgeRegistration(operation, context);
  },
});

async function judgeRegistration(operation: Operation, context: ProbeContext): Promise<Verdict> {
  const accepted: (Weak & { readonly trial: TrialAccount })[] = [];
  for (const weak of WEAK) {
    const trial = await registerTrial(context, { ...freshAccount(), password: weak.password });
    if (trial) accepted.push({ ...weak, trial });
  }
  const [weakest] = accepted;
  if (!weakest) return 'clean';
  const wrong = await weakest.trial.tryPassword(WRONG);
  if (givesSession(wrong)) return untested('the login accepts any password');
  const session = await weakest.trial.signIn();
  if (!session) return untested('the account could not log in a second time');
  return {
    operation,
    confidence: 'confirmed',
    ...rated(weakest),
    evidenceSummary: `A test account was registered with ${wordsOf(accepted)}, which logs in.`,
    proof: [
      { exchange: weakest.trial.registered, note: `registered with ${weakest.words}` },
      { exchange: session.answer, note: 'and logged in with it' },
    ],
    control: { exchange: wrong, note: 'another password is rejected' },
  };
}

/** The present password is told: only the new one is weak. */
async function judgeChange(change: PasswordChange, context: ProbeContext): Promise<Verdict> {
  const trial = await sharedTrial(context);
  if (!trial) return untested('the scan could not register and log in another account');
  const set = async (password: string) => {
    const session = await trial.signIn();
    if (!session) return undefined;
    const changed = await setOwnPassword(context, change, trial, session, {
      ...{ password, old: trial.password() },
    });
    const after = changed && (await trial.tryPassword(password));
    if (!changed || !after || !givesSession(after)) return undefined;
    trial.has(password);
    return { changed, after };
  };
  const wrong = await trial.tryPassword(WRONG);
  if (givesSession(wrong)) return untested('the login accepts any password');
  // A weak one that is refused tells something only where a strong one is taken.
  if (!(await set(freshAccount().password))) return untested('the password could not be changed at all');
  const accepted: (Weak & { readonly changed: Exchange; readonly after: Exchange })[] = [];
  for (const weak of WEAK) {
    const done = await set(weak.password);
    if (done) accepted.push({ ...weak, ...done });
  }
  const [weakest] = accepted;
  if (!weakest) return 'clean';
  await set(freshAccount().password);
  return {
    operation: change.operation,
    confidence: 'confirmed',
    ...rated(weakest),
    evidenceSummary: `A test account changed its password to ${wordsOf(accepted)}, which logs in.`,
    proof: [
      { exchange: weakest.changed, note: `changed to ${weakest.words}` },
      { exchange: weakest.after, note: 'and logged in with it' },
    ],
    control: { exchange: wrong, note: 'another password is rejected' },
    cause: 'change',
  };
}

const wordsOf = (accepted: readonly Weak[]) => accepted.map(({ words }) => words).join(', ');

function rated({ password }: Weak) {
  if (password.length <= 1) return {};
  return {
    severity: 'low' as const,
    severityReason: 'A minimum length is enforced; only common passwords are accepted.',
  };
}
