import { taggedBody } from '../checks/tagged-body.ts';
import { isRisky } from '../discovery/risky-path.ts';
import { freshName } from '../identities/register.ts';
import { isIdentifier } from '../journal/own-body.ts';
import { isRemovable, recipeFor } from '../journal/recipe.ts';
import { jsonContent } from '../openapi/json-content.ts';
import type { Operation } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { PASSWORD } from '../values/password-names.ts';
import { type BodyMember, membersIn } from './body-members.ts';
import { leadingNowhere, slotsOf, type WritableBody } from './body-slots.ts';
import { makingClient } from './making-client.ts';
import { makesAccount, objectMakers } from './object-makers.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { uploadTexts } from './upload-texts.ts';

/** Each value makes, finds and removes an object, which takes about seven requests. */
const MEMBERS_EACH = 3;
const MEMBERS_IN_ALL = 9;

/** Members of bodies with which the scan makes objects, one for each value, removed again at once. */
export async function madeBodies(known: Known): Promise<ParameterSlot[]> {
  const makers = (await objectMakers.find(known)).filter(
    // An account for each value would be too many; what is asked of a login is asked there.
    (operation) => !makesAccount(operation, known.surface.spec),
  );
  return few([...makers.map((operation) => madeBody(known, operation)), ...uploadTexts(known)]);
}

/** What a service calls later: of use only with addresses that are the scan's own. */
const HOOK = /hook|callback|subscri/i;

/** Addresses in bodies that make what is called later; what was made is tried out where an operation does that. */
export async function hookBodies(known: Known): Promise<ParameterSlot[]> {
  const { surface } = known;
  const makers = await objectMakers.find(known);
  const hooks = surface.operations.filter(
    (operation) =>
      operation.method === 'POST' &&
      !operation.path.includes('{') &&
      HOOK.test(operation.path) &&
      !makers.includes(operation) &&
      !isRisky(operation.path) &&
      !makesAccount(operation, surface.spec) &&
      operation.bodies.some(({ mediaType }) => /json/.test(mediaType)) &&
      isRemovable(recipeFor(operation, surface)),
  );
  const bodies = hooks.map((operation) => madeBody(known, operation, { isTriedOut: true }));
  return few(
    bodies.map((body) => ({ ...body, members: body.members.filter(({ name }) => ADDRESS.test(name)) })),
  );
}

/** The first member of each operation, then the second: which ones are looked at depends on nothing else. */
export function few(bodies: readonly WritableBody[]): ParameterSlot[] {
  const slots = bodies.map(slotsOf);
  const usable = slots.map((all) => all.filter(({ body }) => body?.unusable === undefined));
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

function madeBody(known: Known, operation: Operation, { isTriedOut = false } = {}): WritableBody {
  const { spec = WITHOUT_SPEC } = known.surface;
  const tag = freshName();
  const usual = taggedBody(operation, spec, tag);
  const ordinary = leadingNowhere(usual);
  const schema = jsonContent(operation)?.schema;
  return {
    operation,
    effect: 'makes',
    ordinary,
    members: mostTellingFirst(membersIn(ordinary, schema, spec)),
    request: (body) => requestFor(operation, known.surface.spec, { overrides: { body } }),
    client: makingClient(known, operation, { usual, isTriedOut }),
    unusable: ({ path }) => notToBeOverwritten(path, usual, tag),
  };
}

/** Why the scan would lose the object with another value there, or mean somebody else's; undefined where it does not. */
export function notToBeOverwritten(
  path: BodyMember['path'],
  usual: Readonly<Record<string, unknown>>,
  tag: string,
): string | undefined {
  if (path.some((key) => typeof key === 'string' && isIdentifier(key)))
    return 'a value that says who or what is meant';
  if (PASSWORD.test(String(path.at(-1)))) return 'the password with which the account is removed';
  const { [String(path[0])]: _, ...others } = usual;
  return JSON.stringify(others).includes(tag)
    ? undefined
    : 'no other member holds a name by which the object would be known again';
}

/** Names of members that hold an address. */
export const ADDRESS = /ur[il]|link|href|hook|callback|endpoint|feed|source|image|avatar|logo/i;

/** Addresses, then free texts, then what has a format or is a number. */
export function mostTellingFirst(members: readonly BodyMember[]): BodyMember[] {
  const rank = ({ name, schema }: BodyMember) => {
    if (ADDRESS.test(name)) return 0;
    const isFree = schema?.enum === undefined && schema?.format === undefined;
    return isFree && (schema === undefined || schema.type === 'string') ? 1 : 2;
  };
  return [...members].sort((a, b) => rank(a) - rank(b));
}
