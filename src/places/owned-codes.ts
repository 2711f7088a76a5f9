import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import { sameTemplate } from '../making/bound.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Schema } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { NEW_PASSWORD } from '../values/password-names.ts';
import { plainName } from '../values/plain-name.ts';
import { kindInPath } from '../values/resource-names.ts';
import { bodyMembers } from './described-body.ts';
import { makerOf, makesAccount, parentMakers } from './object-makers.ts';

/**
 * A short code in the body, the query or the path that opens something of whoever is logged in, with no word of whose it
 * is: `POST /me/phone/verify {"code"}`, `GET /parcels/{id}?pin=`.
 */
export interface OwnedCode {
  readonly kind: 'owned';
  readonly operation: Operation;
  readonly digits: number;
  readonly isSaid: boolean;
  /** What makes the thing that the code is asked for at; undefined where it is asked for at the account. */
  readonly maker?: Operation;
  /** The member of the body that says which thing is meant, as the thing's own record calls it. */
  readonly namedBy?: string;
  /** What sends the code to the account. */
  readonly sender?: Operation;
  /** A code left out: how the operation answers where none was given. Undefined where an address has to have one. */
  requestFor(code: string | undefined, ids: readonly string[]): RequestSpec | undefined;
}

const CODE =
  /^(?:(?:verification|confirmation|security|auth(?:entication)?|sms|phone|e?mail|one_?time|otp|mfa|two_?factor|access|unlock|door|gate|pick_?up|collection|delivery|handover|safe|locker|share|room)_?)?(?:code|pin|otp|totp|passcode)$/i;
const VERIFIES =
  /verif|confirm|valid|otp|2fa|mfa|totp|two-?factor|(?:^|[/_-])(?:code|pin|unlock|open|hand-?over|collect|pick-?up|redeem|access)/i;
/** Codes of things that are nobody's. */
const OF_THINGS = /coupon|voucher|promo|gift|discount|referral|invit/i;
const SENDS =
  /^(?:(?:send|request|resend|new)[-_]?(?:code|otp|pin|sms)|code|send|resend|otp|sms|request|start|challenge)$/i;
const MOST_DIGITS = 8;
const USUAL_DIGITS = 6;

export function ownedCodes(operation: Operation, surface: Surface): OwnedCode[] {
  const { method, path } = operation;
  if (method === 'DELETE' || OF_THINGS.test(path)) return [];
  const variables = [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name = '']) => name);
  const slot = slotIn(operation, surface, variables);
  if (!slot) return [];
  const above = variables.filter((name) => slot.where !== 'path' || name !== slot.name);
  const named = variables.length === 0 && slot.where === 'body' ? thingNamed(operation, surface) : undefined;
  const maker = above.length === 1 ? thingMaker(operation, above[0] ?? '', surface) : named?.maker;
  if (above.length > 0 ? !maker : !named && (!VERIFIES.test(path) || method === 'GET')) return [];
  const said = digitsOf(slot);
  // A tracking code is long, and a country's code is short: without a word of its digits only what is verified counts.
  if (said === undefined && maker) return [];
  const sender = maker ? undefined : senderOf(operation, surface);
  return [
    {
      ...{ kind: 'owned', operation, digits: said ?? USUAL_DIGITS, isSaid: said !== undefined },
      ...(maker ? { maker } : {}),
      ...(named ? { namedBy: named.name } : {}),
      ...(sender ? { sender } : {}),
      requestFor: (code, ids) =>
        requestWith(operation, surface, slot, { code, ids, above, namedBy: named?.name }),
    },
  ];
}

interface Slot {
  readonly where: 'body' | 'query' | 'path';
  readonly name: string;
  readonly schema: Schema | undefined;
  readonly example: unknown;
  readonly words: string;
}

const WHOSE = /^(?:user_?name|user|login|e-?mail|email_?address|account|identifier)$/i;

function slotIn(operation: Operation, { spec }: Surface, variables: readonly string[]): Slot | undefined {
  const { summary = '', parameters, method } = operation;
  const members = method === 'GET' ? undefined : bodyMembers(operation, spec);
  const names = members?.names ?? [];
  // With a name it is somebody's whom the body names, and a new password would be set by a lucky guess.
  if (names.some((name) => WHOSE.test(name) || NEW_PASSWORD.test(name))) return undefined;
  const inBody = names.find((name) => CODE.test(name));
  if (members && inBody !== undefined) {
    const schema = members.schemaOf(inBody);
    return { where: 'body', name: inBody, schema, example: members.sample[inBody], words: summary };
  }
  const beside = parameters.find(
    ({ name, in: where }) =>
      CODE.test(name) &&
      (where === 'query' || (where === 'path' && variables.at(-1) === name && variables.length > 1)),
  );
  if (!beside) return undefined;
  const schema = (spec ?? WITHOUT_SPEC).resolve(beside.schema) as Schema | undefined;
  const where = beside.in === 'path' ? 'path' : 'query';
  return { where, name: beside.name, schema, example: beside.example, words: summary };
}

/** What makes the thing right above: `/parcels/{id}` of `/parcels/{id}/collect`. */
function thingMaker(operation: Operation, variable: string, surface: Surface): Operation | undefined {
  const address = operation.path.slice(0, operation.path.indexOf(`{${variable}}`) - 1);
  const maker = makerOf(surface, operation, address);
  return maker && !makesAccount(maker, surface.spec) ? maker : undefined;
}

/** `{"ref": "LK-4001", "pin"}`: the body names a thing by what the service calls each of these. */
function thingNamed(
  operation: Operation,
  surface: Surface,
): { readonly name: string; readonly maker: Operation } | undefined {
  for (const name of bodyMembers(operation, surface.spec)?.names ?? []) {
    if (CODE.test(name) || !NAMES_ONE.test(name)) continue;
    const kinds = surface.identifiers.flatMap((one) =>
      one.collection !== undefined && plainName(one.name) === plainName(name)
        ? [kindInPath(one.collection)]
        : [],
    );
    const makers = parentMakers(surface).filter(
      (maker) => kinds.includes(kindInPath(maker.path)) || showsMember(maker, name, surface),
    );
    // Called alike by several kinds, it does not say of which kind it is.
    const [maker] = makers;
    if (maker && new Set(makers.map(({ path }) => kindInPath(path))).size === 1) return { name, maker };
  }
  return undefined;
}

/** True where the document shows such a member of what is read right below the list. */
function showsMember({ path, server }: Operation, name: string, { operations, spec }: Surface): boolean {
  const reads = operations.filter(
    (one) =>
      one.method === 'GET' &&
      one.server === server &&
      sameTemplate(one.path.replace(/\/\{[^{}/]+\}\/?$/, ''), path) &&
      !sameTemplate(one.path, path),
  );
  return reads.some(({ responses }) =>
    responses.some(({ content }) =>
      content.some(({ schema }) =>
        Object.keys(propertiesOf(schema, spec)).some((each) => plainName(each) === plainName(name)),
      ),
    ),
  );
}

const NAMES_ONE =
  /(?:^|[_-])(?:ref(?:erence)?|no|number|id|uuid)$|[a-z](?:Ref(?:erence)?|No|Number|Id)$|reference$/;

function senderOf(operation: Operation, { operations }: Surface): Operation | undefined {
  const parent = operation.path.replace(/\/$/, '').replace(/\/[^/]*$/, '');
  return operations.find((one) => {
    const bare = one.path.replace(/\/$/, '');
    if (one === operation || one.method !== 'POST' || one.server !== operation.server) return false;
    const last = bare.split('/').at(-1) ?? '';
    return bare.slice(0, -last.length - 1) === parent
      ? SENDS.test(last)
      : bare === parent && /otp|2fa|mfa|verif|code/i.test(last);
  });
}

/** Of how many digits such a code is, where the document says or shows it, or its name does. */
function digitsOf({ name, schema, example, words }: Slot): number | undefined {
  const { pattern, minLength, maxLength, maximum, description, format, type, ...rest } = isNode(schema)
    ? schema
    : {};
  if (format !== undefined && format !== 'int32' && format !== 'int64') return undefined;
  const repeated = /^\^?(?:\\d|\[0-9\])\{(\d)(?:,\d)?\}\$?$/.exec(String(pattern ?? ''))?.[1];
  const said = /\b([4-8])[- ]digits?\b/i.exec(`${description ?? ''} ${words}`)?.[1];
  const shown = [rest.example, example].map(String).find((value) => /^\d{4,8}$/.test(value))?.length;
  const told = [
    repeated === undefined ? undefined : Number(repeated),
    said === undefined ? undefined : Number(said),
    typeof maxLength === 'number' && maxLength === minLength ? maxLength : undefined,
    typeof maximum === 'number' && type === 'integer' ? String(maximum).length : undefined,
    shown,
    /pin$/i.test(name) ? 4 : undefined,
    /otp$/i.test(name) ? 6 : undefined,
  ].find((length) => length !== undefined);
  return told !== undefined && told >= 4 && told <= MOST_DIGITS ? told : undefined;
}

interface Asked {
  readonly code: string | undefined;
  readonly ids: readonly string[];
  readonly above: readonly string[];
  readonly namedBy: string | undefined;
}

function requestWith(
  operation: Operation,
  { spec }: Surface,
  { where, name, schema }: Slot,
  { code, ids, above, namedBy }: Asked,
): RequestSpec | undefined {
  if (where === 'path' && code === undefined) return undefined;
  const isNumber = isNode(schema) && schema.type === 'integer';
  const value = code !== undefined && isNumber ? Number(code) : code;
  const path = Object.fromEntries(above.map((each, at) => [each, ids[at]]));
  if (where === 'path')
    return requestFor(operation, spec, { overrides: { path: { ...path, [name]: value } } });
  if (where === 'query')
    return requestFor(operation, spec, { overrides: { path, query: { [name]: value } } });
  const { [name]: _left, ...rest } = bodyMembers(operation, spec)?.sample ?? {};
  const thing = namedBy === undefined ? {} : { [namedBy]: ids[0] };
  const body = { ...rest, ...thing, ...(value === undefined ? {} : { [name]: value }) };
  return requestFor(operation, spec, { overrides: { path, body } });
}
