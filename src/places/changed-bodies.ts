import { type MadeObject, makeObject, placeIn } from '../checks/made-object.ts';
import { taggedBody } from '../checks/tagged-body.ts';
import { callsModel } from '../discovery/calls-model.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { HttpClient, RequestSpec } from '../http/client.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { freshName } from '../identities/register.ts';
import { ownBody } from '../journal/own-body.ts';
import { writeToOwn } from '../journal/own-thing.ts';
import { placeOf } from '../journal/recipe.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { SAYS_PASSWORD } from '../values/password-names.ts';
import { membersIn, oddMembers } from './body-members.ts';
import { leadingNowhere, type WritableBody } from './body-slots.ts';
import { ADDRESS, few, mostTellingFirst, notToBeOverwritten } from './made-bodies.ts';
import { hasLeft } from './making-client.ts';
import { makerOf, makesAccount, type ObjectWriter, objectWriters } from './object-makers.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** A member that no body has, and that keeps the object's name where nothing of the body is it. */
const NAME = 'mb name';

/** `PUT /clubs/{id}/reading` */
const isBelow = ({ path }: Operation) => !/\}\/?$/.test(path);

function bodyBelow(operation: Operation, spec: Pick<Spec, 'resolve'>, tag: string): Record<string, unknown> {
  const content = jsonContent(operation);
  const made = sampleFor(spec, content?.schema, { example: content?.example }).value;
  return ownBody(isNode(made) ? made : {}, { tag }) as Record<string, unknown>;
}

/** Stands for the identifier of an object that is not made yet. */
const ID = 'mb0own0object0mb';

/** So many addresses are sent of one operation: each may make something below the object. */
const MOST_SENT = 12;
/** Reaches people or money, or is called again later. */
const REACHES =
  /pay|charge|transfer|checkout|refund|mail|send|notif|message|sms|invit|subscri|hook|callback|share/i;

/** Addresses that something of the scan's own has fetched: `POST /listings/{id}/photos/fetch`. */
export function addressesBelow(known: Known): ParameterSlot[] {
  const { surface } = known;
  const writers = surface.operations.flatMap((operation): ObjectWriter[] => {
    const [, collection] = /^([^{}]*)\/\{[^{}]+\}(?:\/[\w.-]{1,60}){1,2}\/?$/.exec(operation.path) ?? [];
    if (operation.method !== 'POST' || collection === undefined || REACHES.test(operation.path)) return [];
    if (isRisky(operation.path) || callsModel(operation, surface.spec)) return [];
    const maker = makerOf(surface, operation, collection);
    return maker && isChange({ operation, maker }, known) ? [{ operation, maker }] : [];
  });
  return few(
    writers.map((writer) => {
      const body = changedBody(known, writer, MOST_SENT);
      return { ...body, members: body.members.filter(({ name }) => ADDRESS.test(name)) };
    }),
  );
}

/** Members of bodies that change an object: one that the scan made itself, once for each operation. */
export async function changedBodies(known: Known): Promise<ParameterSlot[]> {
  const writers = (await objectWriters.find(known)).filter((writer) => isChange(writer, known));
  return few(writers.map((writer) => changedBody(known, writer)));
}

function isChange({ operation, maker }: ObjectWriter, { surface: { spec } }: Known): boolean {
  const json = jsonContent(operation);
  const holdsPassword = Object.keys(propertiesOf(json?.schema, spec)).some((name) =>
    SAYS_PASSWORD.test(name),
  );
  return operation.method !== 'DELETE' && json !== undefined && !holdsPassword && !makesAccount(maker, spec);
}

function changedBody(known: Known, writer: ObjectWriter, most = Number.POSITIVE_INFINITY): WritableBody {
  const { operation } = writer;
  const { surface } = known;
  const { spec = WITHOUT_SPEC } = surface;
  const tag = freshName();
  const sample = isBelow(operation) ? bodyBelow(operation, spec, tag) : taggedBody(operation, spec, tag);
  const ordinary = leadingNowhere(sample) as Record<string, unknown>;
  const schema = jsonContent(operation)?.schema;
  const place = placeOf(operation, surface);
  const path = place ? { [place.field]: ID } : {};
  return {
    operation,
    effect: 'changes',
    ordinary,
    members: mostTellingFirst(membersIn(ordinary, schema, spec)),
    request: (body) => requestFor(operation, surface.spec, { overrides: { path, body } }),
    client: changingClient(known, writer, { tag, ordinary, most }),
    unusable: ({ path: at }) =>
      // What lies below the object's address says nothing of its name.
      isBelow(operation)
        ? notToBeOverwritten(at, { ...ordinary, [NAME]: tag }, tag)
        : notToBeOverwritten(at, ordinary, tag),
  };
}

interface Ordinary {
  /** Stands for the tag of the object, which is not made yet. */
  readonly tag: string;
  readonly ordinary: Readonly<Record<string, unknown>>;
  readonly most: number;
}

/** Every request has the whole body, so that what the one before it changed is as it was. */
function changingClient(
  known: Known,
  { operation, maker }: ObjectWriter,
  { tag, ordinary, most }: Ordinary,
): HttpClient {
  const { surface, http, journal } = known;
  const inTurn = createTurns();
  let sent = 0;
  let making: Promise<MadeObject | undefined> | undefined;
  return writingClient(http, (asked) =>
    inTurn(operation.id, async () => {
      sent += 1;
      if (sent > most) throw unsent(`${most} requests of ${operation.id} are enough`);
      if (hasLeft(known, maker)) throw unsent(`what ${maker.id} makes could not be removed`);
      making ??= makeObject({ ...known, deaths: () => [] }, maker, {});
      const made = await making;
      const place = made && placeIn(made, placeOf(operation, surface));
      if (!made || !place) throw unsent(`no object could be made with ${maker.id} and read back`);
      const request = named(asked, { id: place.id, tag: made.tag }, tag);
      const [overwrites] = Object.keys(oddMembers(asked.body, ordinary, operation));
      const answer = await writeToOwn(journal, {
        entry: made.entry,
        recipe: made.recipe,
        place,
        reader: http,
        writer: http,
        request,
        ...(overwrites === undefined ? {} : { overwrites }),
      });
      if (!answer) throw unsent('the object would not be known again by another member');
      return answer;
    }),
  );
}

function named(
  { url, body, ...rest }: RequestSpec,
  own: { id: string; tag: string },
  tag: string,
): RequestSpec {
  return {
    ...rest,
    url: url.replace(ID, encodeURIComponent(own.id)),
    body: String(body).replaceAll(tag, own.tag),
  };
}

const unsent = (why: string) => new TransportFailure('unsafe-method', why);
