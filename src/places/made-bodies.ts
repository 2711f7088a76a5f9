import { makeObject, removeObject, taggedBody } from '../checks/made-object.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { freshName } from '../identities/register.ts';
import { isIdentifier } from '../journal/own-body.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { type BodyMember, memberAt, membersIn } from './body-members.ts';
import { slotsOf, type WritableBody } from './body-slots.ts';
import { objectMakers } from './object-makers.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** Each payload makes, finds and removes an object, which takes about seven requests. */
const MEMBERS_EACH = 3;
const MEMBERS_IN_ALL = 9;

/** Members of bodies with which the scan makes objects, one for each value, removed again at once. */
export async function madeBodies(known: Known): Promise<ParameterSlot[]> {
  const makers = await objectMakers.find(known);
  const slots = makers.map((operation) => slotsOf(madeBody(known, operation)));
  const usable = slots.map((all) => all.filter(({ body }) => body?.unusable === undefined));
  // The first member of each operation, then the second: which ones are looked at depends on nothing else.
  const inTurn = Array.from({ length: MEMBERS_EACH }, (_, at) =>
    usable.flatMap((all) => all[at] ?? []),
  ).flat();
  const chosen = new Set(inTurn.slice(0, MEMBERS_IN_ALL));
  return slots
    .flat()
    .map((slot) =>
      chosen.has(slot) || !slot.body || slot.body.unusable !== undefined
        ? slot
        : { ...slot, body: { ...slot.body, unusable: ENOUGH } },
    );
}

const ENOUGH = `each value makes an object: ${MEMBERS_EACH} members of an operation and ${MEMBERS_IN_ALL} in all are enough`;

function madeBody(known: Known, operation: Operation): WritableBody {
  const { spec = WITHOUT_SPEC } = known.surface;
  const tag = freshName();
  const ordinary = taggedBody(operation, spec, tag);
  const schema = operation.bodies.find(({ mediaType }) => /json/.test(mediaType))?.schema;
  return {
    operation,
    effect: 'makes',
    ordinary,
    members: freeTextsFirst(membersIn(ordinary, schema, spec)),
    request: (body) => requestFor(operation, known.surface.spec, { overrides: { body } }),
    client: makingClient(known, operation, ordinary),
    unusable: ({ path }) => {
      if (path.some((key) => typeof key === 'string' && isIdentifier(key)))
        return 'a value that says who or what is meant';
      const { [String(path[0])]: _, ...others } = ordinary;
      return JSON.stringify(others).includes(tag)
        ? undefined
        : 'no other member holds a name by which the object would be known again';
    },
  };
}

function freeTextsFirst(members: readonly BodyMember[]): BodyMember[] {
  const rank = ({ schema }: BodyMember) =>
    schema === undefined ||
    (schema.enum === undefined && schema.format === undefined && schema.type === 'string')
      ? 0
      : 1;
  return [...members].sort((a, b) => rank(a) - rank(b));
}

/** Makes an object for each request, with the one member of its body that is not ordinary. */
function makingClient(
  known: Known,
  operation: Operation,
  ordinary: Readonly<Record<string, unknown>>,
): HttpClient {
  const inTurn = createTurns();
  let stays = false;
  return writingClient(known.http, (request) =>
    inTurn(operation.id, async () => {
      if (stays)
        throw new TransportFailure('unsafe-method', `what ${operation.id} makes could not be removed`);
      let answer: Exchange | TransportFailure | undefined;
      const http: HttpClient = {
        ...known.http,
        identity: known.http.identity,
        async write(entry, spec) {
          answer = await known.http.write(entry, spec);
          return answer;
        },
      };
      const context = { ...known, deaths: () => [], http };
      const made = await makeObject(context, operation, oddMembers(request.body, ordinary));
      if (made) {
        await removeObject(context, made);
        stays = made.entry.state !== 'undone';
      }
      if (!answer) throw new TransportFailure('unsafe-method', `no object was made with ${operation.id}`);
      return answer;
    }),
  );
}

/** Members of the body that differ from the ordinary ones. */
function oddMembers(body: unknown, ordinary: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const sent: unknown = JSON.parse(String(body));
  if (!isNode(sent)) return {};
  return Object.fromEntries(
    Object.entries(sent).filter(
      ([name, held]) => JSON.stringify(held) !== JSON.stringify(memberAt(ordinary, [name])),
    ),
  );
}
