import { isDeepStrictEqual } from 'node:util';
import { emailOf } from '../../identities/identity.ts';
import type { OwnAccount } from '../../identities/register.ts';
import { freshName } from '../../identities/register.ts';
import { type OwnPlace, readBack, writeToOwn } from '../../journal/own-thing.ts';
import type { Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type EmailChange, emailChanges } from '../../places/email-changes.ts';
import { placeFor, usualBody } from '../../places/own-body-slots.ts';
import { passwordChanges } from '../../places/password-changes.ts';
import { resetRequests } from '../../places/password-resets.ts';
import { OLD_PASSWORD, PASSWORD } from '../../values/password-names.ts';
import { changingAccount } from '../changing-account.ts';
import { type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';
import { withoutTrials } from '../trial-account.ts';

export const emailChangeWithoutProof = defineRule({
  id: 'email-change-without-proof',
  title: 'Email change without password or confirmation',
  aliases: ['account takeover', 'missing re-authentication', 'reauthentication'],
  severity: 'info',
  cwe: [306, 640],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  severityReason:
    'Many services allow this; it helps only an attacker who already has a session of the user.',
  description:
    'An attacker with a stolen session can set a new email address, request a password reset there, and take over the account.',
  remediation:
    'Require the current password, or keep the old address until the new one is confirmed. Notify the old address.',
  needs: ['active'],
  // For a moment the account is called otherwise.
  disruptive: true,
  inapplicable: withoutTrials,
  places: emailChanges,
  oneByOne: true,
  async judge(change, context) {
    const { surface, http, journal } = context;
    const account = await changingAccount(context);
    if (!account) return untested('the scan could not register and log in another account');
    const { own } = account;
    const place = ownPlaceOf(change, own, context);
    if (!place) return untested('it is not proven that this address belongs to the account');
    const { entry, recipe } = own;
    const client = http.as(account.identity);
    const read = (tag: string) => readBack(client, place, { tags: [tag] }, recipe);
    const user = freshName();
    const set = (address: string, renamed?: string) =>
      writeToOwn(journal, {
        ...{ entry, recipe, place, reader: client, writer: client },
        ...(renamed === undefined ? {} : { renamed }),
        request: requestTo(change, place, own, address, surface),
      });
    const before = await read(own.user);
    const answer = await set(emailOf({ user }), user);
    if (answer instanceof Error) throw answer;
    if (!before || !answer) return untested('the account could not be read before the change');
    const after = await read(user);
    const isChanged = after !== undefined && isAtOnce(before.record, after.record, emailOf({ user }));
    if (after) await set(emailOf(own));
    await account.renew();
    if (!isChanged) {
      const { status } = answer.response;
      // Validation says nothing of proof: another body might have been taken.
      return status === 400 || status === 422 ? untested(`the change request returned ${status}`) : 'clean';
    }
    return {
      operation: change.operation,
      confidence: 'confirmed',
      ...(await weightOf(change, context)),
      proof: [
        { exchange: answer, note: 'the change request, sent without a password' },
        { exchange: after.exchange, note: 'the new address, in the account afterwards' },
      ],
      control: { exchange: before.exchange, note: 'before the change the account had a different address' },
    };
  },
});

const SEEN =
  'The email address of a test account was changed with the session alone, and the new address took effect at once.';

/** By the service's own rules: does it want the password elsewhere, so that this is the way around? */
async function weightOf(
  { names }: EmailChange,
  context: ProbeContext,
): Promise<Pick<Detection, 'evidenceSummary' | 'severity' | 'severityReason'>> {
  const unread = names.find((name) => OLD_PASSWORD.test(name) || PASSWORD.test(name));
  if (unread !== undefined)
    return {
      evidenceSummary: `${SEEN} The request body has a property ${unread}, which was left out.`,
      severity: 'medium',
      severityReason: 'The service expects the password in this request, but accepts the change without it.',
    };
  const asking = (await passwordChanges.find(context)).find(({ present }) => present.length > 0);
  if (!asking) return { evidenceSummary: SEEN };
  const [reset] = await resetRequests.find(context);
  const way = `${asking.operation.id} requires the current password`;
  if (!reset)
    return {
      evidenceSummary: `${SEEN} ${way}; this operation does not.`,
      severity: 'low',
      severityReason:
        'The service requires more than a session to change the password, but not to change the address.',
    };
  return {
    evidenceSummary: `${SEEN} ${way}; after the address was changed, ${reset.operation.id} sets a new password without it.`,
    severity: 'medium',
    severityReason: 'Changing the address bypasses what the service requires for a password change.',
  };
}

/** The account itself, or what lies below it, such as `/me/email`. */
function ownPlaceOf(
  { operation }: EmailChange,
  own: OwnAccount,
  { surface }: ProbeContext,
): OwnPlace | undefined {
  const exact = placeFor(operation, own, surface);
  if (exact || operation.path.includes('{')) return exact;
  const url = operation.server + operation.path;
  return own.places.find((each) => 'self' in each && url.startsWith(`${each.self.url.replace(/\/$/, '')}/`));
}

function requestTo(
  { operation, names, email }: EmailChange,
  place: OwnPlace,
  own: OwnAccount,
  address: string,
  { spec }: ProbeContext['surface'],
) {
  const open = names.filter((name) => !/passw|pass_?phrase|pwd|code|otp|token|secret/i.test(name));
  const usual = usualBody({ operation, place, spec, own }, open);
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
