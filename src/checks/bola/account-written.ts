import { accepts } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { freshName, type OwnAccount } from '../../identities/register.ts';
import { givesSession } from '../../identities/session-of-answer.ts';
import { isIdentifier } from '../../journal/own-body.ts';
import { type OwnObject, readBack, type Shown, writeToOwn } from '../../journal/own-thing.ts';
import { once } from '../../making/once.ts';
import { jsonContent } from '../../openapi/json-content.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { requestFor } from '../../openapi/samples.ts';
import { placeFor, usualBody } from '../../places/own-body-slots.ts';
import { isPrivileged } from '../roles.ts';
import { type Detection, type ProbeContext, untested, type Verdict } from '../rule.ts';
import {
  canRemoveAccounts,
  ownAccountOf,
  registerTrial,
  type Session,
  sharedTrial,
  type TrialAccount,
} from '../trial-account.ts';
import { HARMLESS } from './account-of-body.ts';

type Writer = 'nobody' | 'another';

/** An account of the scan's own, registered to be changed or removed by somebody else. */
interface Victim {
  readonly trial: TrialAccount;
  readonly own: OwnAccount;
  readonly session: Session;
  readonly place: OwnObject;
}

/**
 * Whether this writer changes or removes the account that the path names; another user is asked only where nobody was
 * refused, about the same account. All of them were registered by the scan.
 */
export async function accountWrittenBy(
  writer: Writer,
  operation: Operation,
  context: ProbeContext,
): Promise<Verdict> {
  const victim = await once(context.journal, `account for ${operation.id}`, () =>
    victimOf(operation, context),
  );
  if (!victim) return untested('no other account could be registered, logged in and read there');
  const tried = (by: Writer, client: HttpClient) =>
    once(context.journal, `${operation.id} by ${by}`, () => written(operation, victim, client, context));
  const byNobody = await tried('nobody', context.anonymous);
  if (writer === 'nobody' || byNobody === 'unknown') return verdictOf(byNobody);
  // What anybody may do without a login is another rule's business.
  if (byNobody !== 'refused') return 'clean';
  const stranger = context.surface.identities.findLast(({ account }) => account !== undefined);
  if (!stranger) return untested('the scan could not register two test users');
  if (isPrivileged(stranger)) return untested('the role of the second user may allow changing everything');
  return verdictOf(await tried('another', context.http.as(stranger)));
}

function verdictOf(outcome: Outcome): Verdict {
  if (outcome === 'unknown') return untested('the write was neither rejected nor accepted');
  return outcome === 'refused' ? 'clean' : outcome;
}

/** `unknown`: refused for the body, or the account could not be read before or after. */
type Outcome = 'refused' | 'unknown' | Detection;

async function victimOf(operation: Operation, context: ProbeContext): Promise<Victim | undefined> {
  const isFresh = canRemoveAccounts(context.surface);
  const trial = await (isFresh ? registerTrial(context) : sharedTrial(context));
  const session = await trial?.signIn();
  if (!trial || !session) return undefined;
  const own = ownAccountOf(trial);
  const place = placeFor(operation, own, context.surface);
  return place && 'id' in place ? { trial, own, session, place } : undefined;
}

/** Refused for how it was written, whoever sent it. */
const AS_WRITTEN: ReadonlySet<number> = new Set([400, 405, 409, 415, 422]);

async function written(
  operation: Operation,
  victim: Victim,
  writer: HttpClient,
  { surface, http, journal }: ProbeContext,
): Promise<Outcome> {
  const { trial, own, session, place } = victim;
  const { entry, recipe } = trial;
  const reader = http.as(session.identity);
  const before = await readBack(reader, place, entry, recipe);
  const change = before && operation.method !== 'DELETE' ? changeOf(operation, victim, before, surface) : {};
  if (!before || !change) return 'unknown';
  const path = { [place.at.field]: place.id };
  const exchange = await writeToOwn(journal, {
    ...{ entry, recipe, place, reader, writer },
    request: requestFor(operation, surface.spec, { overrides: { path, body: change.body } }),
    ...(change.member === undefined ? {} : { overwrites: change.member, payload: change.mark }),
  });
  if (exchange instanceof Error) throw exchange;
  if (!exchange || AS_WRITTEN.has(exchange.response.status) || exchange.response.status >= 500)
    return 'unknown';
  if (!accepts(exchange, surface)) return 'refused';
  const who = exchange.identity;
  const detect = (did: string, after: Exchange, how: string, control: Exchange, was: string): Detection => ({
    operation,
    confidence: 'confirmed',
    evidenceSummary: `${who} ${did} the account of another user, a test account registered by the scan.`,
    proof: [
      { exchange, note: `sent by ${who}, with the ID of ${own.user}` },
      { exchange: after, note: how },
    ],
    control: { exchange: control, note: was },
  });
  const seen = await readBack(reader, place, entry, recipe);
  if (change.member !== undefined) {
    if (!seen) return 'unknown';
    if (seen.record[change.member] !== change.mark) return 'refused';
    const how = `read again as its owner: ${change.member} is what was sent`;
    return detect('changed', seen.exchange, how, before.exchange, `before, ${change.member} was different`);
  }
  if (seen) return 'refused';
  const login = await trial.tryPassword(trial.password());
  if (givesSession(login)) return 'refused';
  if (login.response.status === 429 || login.response.status >= 500) return 'unknown';
  await journal.settle(entry, 'undone');
  return detect(
    'removed',
    login,
    'its owner can no longer log in',
    session.answer,
    'before, its owner could log in',
  );
}

interface Change {
  readonly body?: Node;
  /** The member that gets the mark; none where the account is removed. */
  readonly member?: string;
  readonly mark?: string;
}

/** The account as it is but for one text that nothing depends on; undefined where it has none. */
function changeOf(
  operation: Operation,
  { own, place }: Victim,
  { record }: Pick<Shown, 'record'>,
  { spec }: ProbeContext['surface'],
): Change | undefined {
  const content = jsonContent(operation);
  const usual = usualBody({ operation, place, spec, own }, []);
  const names = [...Object.keys(propertiesOf(content?.schema, spec)), ...Object.keys(usual)];
  const member = names.find(
    (name) =>
      HARMLESS.test(name) &&
      !isIdentifier(name) &&
      (typeof record[name] === 'string' || record[name] === null) &&
      record[name] !== own.user,
  );
  if (member === undefined) return undefined;
  const mark = freshName();
  const kept = Object.entries(usual).filter(([name]) => typeof record[name] === 'string');
  const rest = Object.entries(usual).filter(([name]) => record[name] === undefined);
  const whole = {
    ...Object.fromEntries(rest),
    ...Object.fromEntries(kept.map(([name]) => [name, record[name]])),
  };
  return { body: { ...(operation.method === 'PATCH' ? {} : whole), [member]: mark }, member, mark };
}
