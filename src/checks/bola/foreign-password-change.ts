import type { Surface } from '../../discovery/surface.ts';
import { loginOperation, REPEATED_PASSWORD } from '../../identities/account-operations.ts';
import type { Account, Identity } from '../../identities/identity.ts';
import { emailOf } from '../../identities/identity.ts';
import { freshAccount, type OwnAccount } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { ownBody } from '../../journal/own-body.ts';
import { writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import type { Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import {
  NEW_PASSWORD,
  OLD_PASSWORD,
  type PasswordChange,
  passwordChanges,
} from '../../places/password-changes.ts';
import { defineRule, untested } from '../rule.ts';

const WHOSE = /^(?:user_?name|user|login|e-?mail|email_?address|account)$/i;

export const foreignPasswordChange = defineRule({
  id: 'foreign-password-change',
  title: 'One user can change the password of another',
  severity: 'critical',
  cwe: [639, 620, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  severityReason:
    'Any user takes over every other account, an administrator’s included, and what it can do counts too.',
  meaning:
    'Any user sets the password of any other and then logs in as that user: every account, those of administrators included, can be taken over.',
  fix: 'Take the account whose password changes from the credential, not from the path or the body, and ask for the present password.',
  needs: ['active', 'two-identities'],
  inapplicable: (surface) =>
    ownUsers(surface).length > 1 && loginOperation(surface)
      ? undefined
      : 'the scan could not register two users of its own',
  places: passwordChanges,
  // Each changes the password of the same account.
  oneByOne: true,
  async judge(change, { surface, http, anonymous, journal }) {
    const [attacker, victim] = ownUsers(surface);
    const login = loginOperation(surface);
    const { spec } = surface;
    if (!attacker || !victim || !login) return untested('no two users of the scan’s own');
    const at = placeOf(change.operation, surface);
    const place = victim.own.places.find((each) => 'id' in each && each.at.url === at?.url);
    const path = place && 'id' in place ? { [place.at.field]: place.id } : {};
    const isNamed = change.operation.path.includes('{')
      ? place
      : change.names.some((name) => WHOSE.test(name));
    if (!isNamed) return untested('it cannot be told whose password it changes');
    const { password } = freshAccount();
    const set = async (writer: OwnUser, wanted: string, old: string) => {
      const { entry, recipe } = victim.own;
      const body = bodyOf(change, victim.own, wanted, old);
      const request = requestFor(change.operation, spec, { overrides: { path, body } });
      const reader = http.as(victim.identity);
      const facts = { entry, recipe, place, reader, writer: http.as(writer.identity), request };
      return writeToOwn(journal, facts);
    };
    const logIn = async () => {
      const request = login.requestFor(login.nameIn(victim.own), password);
      const facts = { kind: 'ask', what: `a login of ${victim.own.user} with another password` } as const;
      const { answer } = await journal.write(anonymous, facts, request);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const before = await logIn();
    if (givesSession(before)) return untested('the login takes any password');
    // Who cleans up after a crash has to know both.
    await journal.settle(victim.own.entry, victim.own.entry.state, { password });
    // Whoever is asked for the present password knows his own only.
    const changed = await set(attacker, password, attacker.own.password);
    if (changed instanceof Error) throw changed;
    if (!changed) return untested('the account could not be read back before the change');
    if ([404, 405].includes(changed.response.status))
      return untested(`the change was answered ${changed.response.status}`);
    const after = await logIn();
    if (!givesSession(after)) return 'clean';
    await set(victim, victim.own.password, password);
    return {
      operation: change.operation,
      confidence: 'confirmed',
      saw: `${attacker.identity.name} set the password of ${victim.identity.name}, and the new one logs in; both users were made by the scan.`,
      proof: [
        { exchange: changed, note: `${attacker.identity.name} names the account of ${victim.identity.name}` },
        { exchange: after, note: `the new password of ${victim.identity.name} logs in` },
      ],
      control: { exchange: before, note: 'before the change that password was refused' },
    };
  },
});

interface OwnUser {
  readonly identity: Identity;
  readonly own: OwnAccount;
}

function ownUsers({ identities, registered }: Surface): OwnUser[] {
  return registered.flatMap((own) => {
    const identity = identities.find(({ account }) => account?.user === own.user);
    return identity ? [{ identity, own }] : [];
  });
}

function bodyOf({ names, sample }: PasswordChange, whose: Account, password: string, old: string): Node {
  const own = names.flatMap((name): [string, unknown][] => {
    if (OLD_PASSWORD.test(name)) return [[name, old]];
    if (NEW_PASSWORD.test(name) || REPEATED_PASSWORD.test(name)) return [[name, password]];
    if (!WHOSE.test(name)) return [];
    return [[name, /mail/i.test(name) ? emailOf(whose) : whose.user]];
  });
  return { ...(ownBody(sample, { tag: whose.user }) as Node), ...Object.fromEntries(own) };
}
