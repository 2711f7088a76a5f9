import { makeObject, removeObject } from '../checks/made-object.ts';
import type { RequestSpec } from '../http/client.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { freshName } from '../identities/register.ts';
import { isReference } from '../journal/own-body.ts';
import { uuidOf } from '../making/usual-values.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { valueAt, withValueAt } from '../openapi/json-pointer.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { type BodyMember, membersIn } from './body-members.ts';
import type { BodyUse } from './body-slots.ts';
import { hasLeft, listening } from './making-client.ts';
import { makesAccount, objectMakers } from './object-makers.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** What careless clients send in place of an object. */
const IN_PLACE_OF_OBJECT: readonly (readonly [value: unknown, name: string])[] = [
  [null, 'null'],
  [[], 'an empty list in place of an object'],
  ['mb', 'a text in place of an object'],
];

/** Whole bodies in JSON, of operations that are asked something, each once. */
export function askedWhole(slots: readonly ParameterSlot[]): ParameterSlot[] {
  const known = new Set<string>();
  return slots.flatMap((slot) => {
    const { operation, body, plain } = slot;
    const isAsked = body?.effect === 'reads' || body?.effect === 'logs in';
    if (!isAsked || !body.isJson || body.unusable !== undefined || known.has(operation.id)) return [];
    known.add(operation.id);
    const odd = IN_PLACE_OF_OBJECT.map(([value, name]) => ({
      name,
      request: { ...plain, body: JSON.stringify(value) },
    }));
    return [{ ...slot, name: 'the body', body: { ...body, member: WHOLE, odd } }];
  });
}

const WHOLE: BodyMember = { name: 'the body', path: [], ordinary: '', schema: undefined };

/**
 * Whole bodies of operations that make what can be removed, and members of them that name another thing: what a service
 * takes all the same is removed again.
 */
export async function madeWhole(known: Known): Promise<ParameterSlot[]> {
  const { spec } = known.surface;
  const makers = (await objectMakers.find(known)).filter(
    (operation) => operation.source !== 'graphql' && !makesAccount(operation, spec),
  );
  return makers.flatMap((operation) => slotsOfMaker(known, operation));
}

/** How the body that a service takes is made odd. */
interface Oddity {
  readonly name: string;
  readonly of: BodyMember;
  body(usual: Node): unknown;
  /** An identifier that nothing has. */
  readonly unknown?: string;
}

function slotsOfMaker(known: Known, operation: Operation): ParameterSlot[] {
  const whole = IN_PLACE_OF_OBJECT.map(([value, name]): Oddity => ({ name, of: WHOLE, body: () => value }));
  const all = [...whole, ...unknownThings(operation, known.surface.spec)];
  const plain = requestFor(operation, known.surface.spec, { overrides: { body: ORDINARY } });
  const requests = all.map((_, at): RequestSpec => ({ ...plain, body: JSON.stringify({ [ODD]: at }) }));
  const client = clientFor(known, operation, all);
  const members = [...new Set(all.map(({ of }) => of))];
  return members.map((member) => {
    const odd = all.flatMap(({ name, of }, at) => {
      const request = requests[at];
      return of === member && request ? [{ name, request }] : [];
    });
    const withAny = () => plain;
    const body: BodyUse = {
      effect: 'makes',
      client,
      withAny,
      isJson: true,
      isNumber: false,
      member,
      odd,
    };
    const { name, ordinary } = member;
    return { operation, name, where: 'body', ordinary, plain, with: withAny, withRaw: withAny, body };
  });
}

/** Stand for bodies that are not known before the service was asked. */
const ODD = 'mb-odd';
const ORDINARY = { [ODD]: 'no' };

/** Makes what the service takes, or with one oddity in it, and removes what came of it. */
function clientFor(known: Known, operation: Operation, oddities: readonly Oddity[]) {
  const inTurn = createTurns();
  return writingClient(known.http, (asked) =>
    inTurn(operation.id, async () => {
      if (hasLeft(known, operation))
        throw new TransportFailure('unsafe-method', `what ${operation.id} makes could not be removed`);
      const oddity = oddities[(JSON.parse(String(asked.body)) as Record<string, number>)[ODD] ?? -1];
      const { http, answers } = listening(known.http);
      const context = { ...known, deaths: () => [], http };
      const others = oddity?.unknown === undefined ? {} : { names: [oddity.unknown] };
      const made = await makeObject(
        context,
        operation,
        oddity ? (body) => oddity.body(body) as Node : {},
        others,
      );
      if (made) await removeObject(context, made);
      const answer = answers.find((one) => !(one instanceof Error && one.code === 'unsafe-method'));
      if (!answer) throw new TransportFailure('unsafe-method', `nothing was sent to ${operation.id}`);
      return answer;
    }),
  );
}

/** Members that name another thing, with an identifier that nothing has. */
function unknownThings(operation: Operation, spec: Spec | undefined): Oddity[] {
  const content = jsonContent(operation);
  const sample = sampleFor(spec, content?.schema, { example: content?.example }).value;
  if (!isNode(sample)) return [];
  return membersIn(sample, content?.schema, spec).flatMap((member): Oddity[] => {
    const { path, schema } = member;
    const value = isReference(String(path.at(-1))) ? nothingHas(schema, valueAt(sample, path)) : undefined;
    if (value === undefined) return [];
    const body = (usual: Node) => {
      const isThere = typeof valueAt(usual, path.slice(0, -1)) === 'object' || path.length === 1;
      const top = String(path[0]);
      return isThere
        ? withValueAt(usual, path, value)
        : { ...usual, [top]: (withValueAt(sample, path, value) as Node)[top] };
    };
    return [{ name: 'an identifier that nothing has', of: member, body, unknown: String(value) }];
  });
}

/** Far beyond what a service has counted up to, and within what most keep. */
const BEYOND = 987_654_321;
/** A smaller one may be in use. */
const LEAST_BOUND = 1_000_000;

function nothingHas(schema: Node | undefined, sample: unknown): string | number | undefined {
  if (typeof sample === 'number') {
    const bound = typeof schema?.maximum === 'number' ? schema.maximum : BEYOND;
    return bound < LEAST_BOUND ? undefined : Math.min(BEYOND, bound);
  }
  if (typeof sample !== 'string' || schema?.enum !== undefined) return undefined;
  if (schema?.format === 'uuid') return uuidOf(freshName());
  return schema?.format === undefined && schema?.pattern === undefined ? freshName() : undefined;
}
