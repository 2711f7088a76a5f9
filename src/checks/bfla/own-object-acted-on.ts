import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import { type Exchange, json } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import type { Identity } from '../../identities/identity.ts';
import { recordOf } from '../../journal/own-record.ts';
import { writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import { learnBody } from '../../making/learn-body.ts';
import { inTurn } from '../../making/once.ts';
import { referencesFor } from '../../making/references.ts';
import { type ChangedMember, changedMembers, changeInWords } from '../../making/state-of.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { isRemovedAgain } from '../../places/object-makers.ts';
import type { RestrictedWrite } from '../../places/restricted-writes.ts';
import { plainName } from '../../values/plain-name.ts';
import { showing } from '../disclosure.ts';
import { type MadeObject, makeObject, placeIn, removeObject, sharedObject } from '../made-object.ts';
import { marksOf, marksOfAll } from '../own-marks.ts';
import { isPlainUser, isPrivileged } from '../roles.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { taggedBody } from '../tagged-body.ts';

/** What is asked for and not granted yet, as services write it. */
const WAITS =
  /^(?:(?:is_?|in_?|under_?)?(?:pending|review|consideration)\w*|requested|submitted|await\w*|waiting\w*|waitlisted|proposed|new|applied|unapproved|unverified|unconfirmed|filed|received|held)$/i;
const STATE = /^(?:status|state|stage|phase|approval(?:status|state)?|review(?:status|state)|decision)$/;
/** A mark that is set by whoever grants it: `approved: true`, `approvedBy`, `signed_at`. */
const GRANTED =
  /^(?:is)?(?:approved|accepted|authori[sz]ed|certified|endorsed|granted|signed|verified)(?:by|at|on|id|byid)?$/;

/** Made by a plain user, who then does to it himself what somebody else is there for; read back by him. */
export function judgeActing(
  place: RestrictedWrite,
  user: Identity,
  context: ProbeContext,
): Promise<Verdict> | Verdict {
  const { maker } = place;
  if (!isPlainUser(user))
    return untested('needs an identity with the role of a regular user, such as "user"');
  if (!maker) return untested('no object could be created');
  return withOwnObject(maker, user, context, (made) => acted(place, made, user, context));
}

async function withOwnObject(
  maker: Operation,
  user: Identity,
  context: ProbeContext,
  judge: (made: MadeObject) => Promise<Verdict>,
): Promise<Verdict> {
  const asUser = { ...context, http: context.http.as(user) };
  // What cannot be removed is made once, whichever rules use it.
  const isFresh = isRemovedAgain(maker, context.surface);
  const made = await (isFresh ? makeObject(asUser, maker, {}) : sharedObject(asUser, maker));
  if (!made) return untested('no object could be created');
  return inTurn(context.journal, `object ${made.entry.number}`, async () => {
    try {
      return await judge(made);
    } finally {
      if (isFresh) await removeObject(asUser, made);
    }
  });
}

async function acted(
  { operation, because }: RestrictedWrite,
  made: MadeObject,
  user: Identity,
  context: ProbeContext,
): Promise<Verdict> {
  const { surface, http, journal, anonymous } = context;
  const [asUser, bound] = [http.as(user), made.surface.operations[surface.operations.indexOf(operation)]];
  const place = bound && placeIn(made, placeOf(bound, made.surface));
  const { entry, recipe, kept, tag } = made;
  if (!bound || !place || !kept) return untested('the created object could not be read at its URL');
  if (because === undefined && (await runsOrganisation(user, context)))
    return untested(`${user.name} may be the administrator of their own organization`);
  const look = async () => {
    const exchange = await asUser.send(kept.request);
    return { exchange, record: recordOf(json(exchange.response), entry) };
  };
  const [one, again] = [await look(), await look()];
  if (!one.record || !again.record) return untested('the created object is not returned');
  const waits = waitsIn(one.record);
  if (because === undefined && waits === undefined) return untested('nothing about it awaits approval');
  const spec = made.surface.spec;
  const refers = await referencesFor({ ...context, http: asUser }, operation, {
    make: async () => undefined,
    users: await marksOfAll(context),
  });
  const write = async (writer: typeof asUser, body: Node | undefined) => {
    const request = requestFor(bound, spec, { overrides: { path: { [place.at.field]: place.id }, body } });
    const facts = { entry, recipe, place, reader: asUser, writer, request, references: refers.given };
    return { answer: (await writeToOwn(journal, facts)) ?? NOT_READ_BACK };
  };
  const usual =
    operation.bodies.length > 0
      ? { ...taggedBody(bound, spec ?? WITHOUT_SPEC, tag, { id: place.id }), ...refers.members }
      : undefined;
  const { answer: nobody } = await write(anonymous, usual);
  if (nobody instanceof Error) return untested('the object was not read before the write');
  if (!looksLikeRefusal(nobody)) return untested('unauthenticated requests are not rejected');
  const { answer } = usual
    ? (await learnBody(usual, (body) => write(asUser, body), { tag, reference: refers.reference })).result
    : await write(asUser, undefined);
  if (answer === NOT_READ_BACK) return untested('the object was not read before the write');
  if (answer instanceof Error) throw answer;
  if (looksLikeRefusal(answer)) return 'clean';
  if (!accepts(answer, surface))
    return untested(`returned ${answer.response.status}, which does not show whether it was authorized`);
  const after = await look();
  const changed = after.record ? changedMembers(one.record, again.record, after.record) : [];
  const granted = after.record && grantIn(again.record, after.record);
  const seen = because === undefined ? granted : (granted ?? changed[0]);
  if (!seen) return 'clean';
  return detection({ operation, because, user, seen, waits, answer, after: after.exchange, nobody });
}

const NOT_READ_BACK = new TransportFailure('unsafe-method', 'The object was not read before the write.');

/** Whoever founds an organisation in a service of many approves what he likes there. */
async function runsOrganisation(user: Identity, context: ProbeContext): Promise<boolean> {
  const { groups } = await marksOf(user, context);
  return groups.size > 0 && (isPrivileged({ ...user, isCommonRole: false }) || user.role === undefined);
}

function waitsIn(record: Node): string | undefined {
  const held = Object.entries(record).find(([name, value]) => isState(name) && WAITS.test(String(value)));
  return held && `${held[0]}: ${String(held[1])}`;
}

const isState = (name: string) => STATE.test(plainName(name));

/** It no longer waits, or bears the mark of whoever granted it. */
function grantIn(before: Node, after: Node): ChangedMember | undefined {
  const members = Object.entries(after).map(([name, to]) => ({ name, from: before[name], to }));
  const isGranted = ({ name, from, to }: ChangedMember) =>
    GRANTED.test(plainName(name)) && !from && Boolean(to);
  return (
    members.find(
      ({ name, from, to }) =>
        isState(name) && WAITS.test(String(from)) && typeof to === 'string' && !WAITS.test(to),
    ) ?? members.find(isGranted)
  );
}

interface Acted extends Pick<RestrictedWrite, 'operation' | 'because'> {
  readonly user: Identity;
  readonly seen: ChangedMember;
  readonly waits: string | undefined;
  readonly answer: Exchange;
  readonly after: Exchange;
  readonly nobody: Exchange;
}

function detection({ operation, because, user, seen, waits, answer, after, nobody }: Acted): Verdict {
  const why = because ?? `the request was waiting for someone else’s approval (${waits})`;
  return {
    operation,
    ...(because === undefined ? { severity: 'medium' as const } : {}),
    confidence: because === undefined ? 'likely' : 'confirmed',
    evidenceSummary: `${operation.id} was executed for ${user.name}, whose role is ${user.role ?? 'unknown'}, on an object that the scan created as this user, although ${why}: ${changeInWords(seen)}.`,
    proof: [
      { exchange: showing(answer, []), note: `sent by ${user.name}, a regular user` },
      { exchange: showing(after, []), note: 'read again: it changed' },
    ],
    control: { exchange: showing(nobody, []), note: 'the same request is rejected without authentication' },
  };
}
