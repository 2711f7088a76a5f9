import { looksLikeRefusal } from '../../answers/answers.ts';
import { json } from '../../http/exchange.ts';
import { anonymous, type Identity } from '../../identities/identity.ts';
import { recordWith } from '../../journal/own-record.ts';
import { requestFor } from '../../openapi/samples.ts';
import { makesAccount } from '../../places/object-makers.ts';
import type { RestrictedWrite } from '../../places/restricted-writes.ts';
import { showing } from '../disclosure.ts';
import { makeObject, removeObject } from '../made-object.ts';
import { isPlainUser } from '../roles.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { asked } from './unchanging-write.ts';

/** Makes a thing as a plain user where only administrators should, and removes it. */
export async function judgeMaking(
  { operation, because }: RestrictedWrite,
  user: Identity,
  context: ProbeContext,
): Promise<Verdict> {
  const { surface, http, journal, anonymous: nobodyElse } = context;
  if (because !== undefined && !isPlainUser(user))
    return untested('needs an identity with the role of a regular user, such as "user"');
  // Of an account that everybody sees nothing says whose business it is.
  if (because === undefined && makesAccount(operation, surface.spec))
    return untested('the operation creates an account');
  // Without content it makes nothing, should the service let anybody write.
  const empty = requestFor(operation, surface.spec, { overrides: { body: {} } });
  const nobody = await asked(anonymous, empty, context);
  if (!looksLikeRefusal(nobody)) return untested('unauthenticated requests are not rejected');
  const asUser = { ...context, http: http.as(user) };
  const made = await makeObject(asUser, operation, {});
  if (!made) return 'clean';
  const isPublic =
    made.kept &&
    recordWith(json((await nobodyElse.send(made.kept.request)).response), [made.tag]) !== undefined;
  await removeObject(asUser, made);
  const stays = journal.open().some(({ number }) => number === made.entry.number);
  // The service itself says whose such things are: everybody reads them, and who made this one may not remove it.
  if (because === undefined && !(isPublic && stays)) return 'clean';
  const why = because ?? 'everyone can read it there and the user who created it may not delete it';
  return {
    operation,
    ...(because === undefined ? { severity: 'medium' as const } : {}),
    confidence: made.kept && because !== undefined ? 'confirmed' : 'likely',
    evidenceSummary: `${operation.id} created an object for ${user.name}, whose role is ${user.role ?? 'unknown'}, although ${why}.`,
    proof: [{ exchange: showing(made.created, []), note: `sent by ${user.name}, a regular user` }],
    control: { exchange: showing(nobody, []), note: 'rejected without authentication' },
  };
}
