import { isDeepStrictEqual } from 'node:util';
import { emailOf } from '../../identities/identity.ts';
import { freshName } from '../../identities/register.ts';
import { type OwnPlace, readBack, writeToOwn } from '../../journal/own-thing.ts';
import type { Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type EmailChange, emailChanges } from '../../places/email-changes.ts';
import { placeFor, usualBody } from '../../places/own-body-slots.ts';
import { defineRule, type ProbeContext, untested } from '../rule.ts';
import { ownAccountOf, sharedTrial, type TrialAccount, withoutTrials } from '../trial-account.ts';

export const emailChangeWithoutProof = defineRule({
  id: 'email-change-without-proof',
  title: 'An e-mail address changes at once, without password or confirmation',
  severity: 'info',
  cwe: [306, 640],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  severityReason:
    'Many services let whoever is logged in change the address; it is worth something only to who has taken over a session.',
  meaning:
    'Whoever holds a session for a moment enters an address of his own, has a password reset sent there, and keeps the account.',
  fix: 'Ask for the present password, or keep the old address until the new one has answered a mail, and tell the old one.',
  needs: ['active'],
  // For a moment the account is called otherwise.
  disruptive: true,
  inapplicable: withoutTrials,
  places: emailChanges,
  oneByOne: true,
  async judge(change, context) {
    const { surface, http, journal } = context;
    const trial = await sharedTrial(context);
    const session = await trial?.signIn();
    if (!trial || !session) return untested('no further account could be registered and logged in');
    const place = ownPlaceOf(change, trial, context);
    if (!place) return untested('it is not at an address that is proven to be the account’s own');
    const { entry, recipe } = trial;
    const client = http.as(session.identity);
    const read = (tag: string) => readBack(client, place, { tags: [tag] }, recipe);
    const user = freshName();
    const set = (address: string, renamed?: string) =>
      writeToOwn(journal, {
        ...{ entry, recipe, place, reader: client, writer: client },
        ...(renamed === undefined ? {} : { renamed }),
        request: requestTo(change, place, trial, address, surface),
      });
    const before = await read(trial.account.user);
    const answer = await set(emailOf({ user }), user);
    if (answer instanceof Error) throw answer;
    if (!before || !answer) return untested('the account could not be read back before the change');
    const after = await read(user);
    const isChanged = after !== undefined && isAtOnce(before.record, after.record, emailOf({ user }));
    if (after) await set(emailOf(trial.account));
    await trial.signIn();
    if (!isChanged) {
      const { status } = answer.response;
      // Validation says nothing of proof: another body might have been taken.
      return status === 400 || status === 422 ? untested(`the change was answered ${status}`) : 'clean';
    }
    return {
      operation: change.operation,
      confidence: 'confirmed',
      saw: 'An account of the scan’s own got another e-mail address by one request with its session, and shows it as its own at once.',
      proof: [
        { exchange: answer, note: 'the change, without a password' },
        { exchange: after.exchange, note: 'the new address, read back' },
      ],
      control: { exchange: before.exchange, note: 'before the change the account had another one' },
    };
  },
});

/** The account itself, or what lies below it, such as `/me/email`. */
function ownPlaceOf(
  { operation }: EmailChange,
  trial: TrialAccount,
  { surface }: ProbeContext,
): OwnPlace | undefined {
  const exact = placeFor(operation, ownAccountOf(trial), surface);
  if (exact || operation.path.includes('{')) return exact;
  const url = operation.server + operation.path;
  return trial.places.find(
    (each) => 'self' in each && url.startsWith(`${each.self.url.replace(/\/$/, '')}/`),
  );
}

function requestTo(
  { operation, names, email }: EmailChange,
  place: OwnPlace,
  trial: TrialAccount,
  address: string,
  { spec }: ProbeContext['surface'],
) {
  const open = names.filter((name) => !/passw|pwd|code|otp|token|secret/i.test(name));
  const usual = usualBody({ operation, place, spec, own: ownAccountOf(trial) }, open);
  const kept = Object.fromEntries(Object.entries(usual).filter(([name]) => open.includes(name)));
  const path = 'id' in place ? { [place.at.field]: place.id } : {};
  return requestFor(operation, spec, { overrides: { path, body: { ...kept, [email]: address } } });
}

/** Shown as the address itself, with no word of waiting for a confirmation. */
function isAtOnce(before: Node, record: Node, address: string): boolean {
  const entries = Object.entries(record);
  // An account that nobody confirmed was so before.
  const waits = entries
    .filter(([name, value]) => !isDeepStrictEqual(before[name], value))
    .some(
      ([name, value]) =>
        (/pending|unconfirmed|unverified|new_?e?-?mail|requested/i.test(name) && Boolean(value)) ||
        (/verified|confirmed/i.test(name) && !value),
    );
  return (
    !waits && entries.some(([name, value]) => /^e?-?mail(?:_?address)?$/i.test(name) && value === address)
  );
}
