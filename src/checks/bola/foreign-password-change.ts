import type { Surface } from '../../discovery/surface.ts';
import type { Account, Identity } from '../../identities/identity.ts';
import { emailOf } from '../../identities/identity.ts';
import { freshAccount, type OwnAccount } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { ownBody } from '../../journal/own-body.ts';
import { writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import type { Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type PasswordChange, passwordChanges } from '../../places/password-changes.ts';
import { REPEATED_PASSWORD } from '../../values/password-names.ts';
import { defineRule, untested } from '../rule.ts';
import {
  attackingTrial,
  canRemoveAccounts,
  ownAccountOf,
  sharedTrial,
  type TrialAccount,
  withoutTrials,
} from '../trial-account.ts';

const WHOSE = /^(?:user_?name|user|login|e-?mail|email_?address|account)$/i;

export const foreignPasswordChange = defineRule({
  id: 'foreign-password-change',
  title: 'BOLA/IDOR: other users’ passwords can be changed',
  aliases: ['IDOR', 'BOLA', 'account takeover', 'privilege escalation'],
  severity: 'critical',
  cwe: [639, 620, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  severityReason:
    'Any user can take over every account, including administrators with all their permissions.',
  description:
    'Any user can set the password of any other user and take over the account, including those of administrators.',
  remediation:
    'Take the account from the credential, not from the path or the body, and require the current password.',
  needs: ['active', 'two-identities'],
  inapplicable: withoutTrials,
  places: passwordChanges,
  // Each changes the password of the same account.
  oneByOne: true,
  async judge(change, context) {
    const { surface, http, journal } = context;
    // Neither is one that the scan speaks as: a new password may end the sessions of either.
    const victim = await speakerOf(await sharedTrial(context));
    const attacker =
      (victim && canRemoveAccounts(surface) ? await speakerOf(await attackingTrial(context)) : undefined) ??
      ownSpeaker(surface);
    if (!victim || !attacker) return untested('the scan could not register and log in two more accounts');
    const { trial, own } = victim;
    const { spec } = surface;
    const at = placeOf(change.operation, surface);
    const place = own.places.find((each) => 'id' in each && each.at.url === at?.url);
    const path = place && 'id' in place ? { [place.at.field]: place.id } : {};
    const isNamed = change.operation.path.includes('{')
      ? place
      : change.names.some((name) => WHOSE.test(name));
    if (!isNamed) return untested('it is not known whose password it changes');
    const { password } = freshAccount();
    const before = await trial.tryPassword(password);
    if (givesSession(before)) return untested('the login accepts any password');
    // Who cleans up after a crash has to know both, of whichever account gets it.
    await trial.willHave(password);
    await journal.settle(attacker.own.entry, attacker.own.entry.state, { password });
    // Whoever is asked for the present password knows his own only.
    const body = bodyOf(change, own, password, attacker.password);
    const reader = http.as(victim.identity);
    const changed = await writeToOwn(journal, {
      ...{ entry: own.entry, recipe: own.recipe, place, reader, writer: http.as(attacker.identity) },
      request: requestFor(change.operation, spec, { overrides: { path, body } }),
    });
    if (changed instanceof Error) throw changed;
    if (!changed) return untested('the account could not be read before the change');
    if ([404, 405].includes(changed.response.status))
      return untested(`the change request returned ${changed.response.status}`);
    const after = await trial.tryPassword(password);
    if (!givesSession(after)) return 'clean';
    trial.has(password);
    // The older sessions may be over: this one removes the account.
    await trial.signIn();
    return {
      operation: change.operation,
      confidence: 'confirmed',
      evidenceSummary:
        'One user set the password of another user, and the new password logs in; both are test users registered by the scan.',
      proof: [
        { exchange: changed, note: `${attacker.own.user} sends the ID of ${own.user}` },
        { exchange: after, note: `the new password of ${own.user} logs in` },
      ],
      control: { exchange: before, note: 'before the change this password was rejected' },
    };
  },
});

interface Speaker {
  readonly identity: Identity;
  readonly own: OwnAccount;
  readonly password: string;
}

async function speakerOf(
  trial: TrialAccount | undefined,
): Promise<(Speaker & { readonly trial: TrialAccount }) | undefined> {
  const session = await trial?.signIn();
  if (!trial || !session) return undefined;
  return { trial, identity: session.identity, own: ownAccountOf(trial), password: trial.password() };
}

/** Where no more accounts are to be had; one that the scan speaks as. */
function ownSpeaker({ identities, registered }: Surface): Speaker | undefined {
  for (const own of registered) {
    const identity = identities.find(({ account }) => account?.user === own.user);
    if (identity) return { identity, own, password: own.password };
  }
  return undefined;
}

function bodyOf(
  { names, fresh, present, sample }: PasswordChange,
  whose: Account,
  password: string,
  old: string,
): Node {
  const own = names.flatMap((name): [string, unknown][] => {
    if (present.includes(name)) return [[name, old]];
    if (fresh.includes(name) || REPEATED_PASSWORD.test(name)) return [[name, password]];
    if (!WHOSE.test(name)) return [];
    return [[name, /mail/i.test(name) ? emailOf(whose) : whose.user]];
  });
  return { ...(ownBody(sample, { tag: whose.user }) as Node), ...Object.fromEntries(own) };
}
