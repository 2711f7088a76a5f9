import { randomInt } from 'node:crypto';
import type { RequestSpec } from '../http/client.ts';
import { anonymous } from '../identities/identity.ts';
import { ownBody } from '../journal/own-body.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Schema } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { validate } from '../openapi/schema-check.ts';
import { poolOf } from '../values/pool.ts';
import { bodyMembers } from './described-body.ts';
import type { Known } from './place.ts';

/** A code that is worth something to whoever finds it: of a coupon, a gift card, a ticket, an invitation. */
export interface ThingCheck {
  readonly kind: 'thing';
  readonly operation: Operation;
  /** A code that nobody has, shaped like those that are given out; another one each time. */
  guess(): string;
  /** A code left out: how the operation answers where none was given. */
  requestFor(code: string | undefined, tag: string): RequestSpec;
}

const THINGS =
  /coupon|voucher|promo|gift|discount|redeem|bonus|referral|invit|ticket|loyalty|reward|licen[cs]e-?key/i;
const CODE =
  /^(?:(?:coupon|voucher|promo(?:tion)?|gift(?:_?card)?|discount|redeem|redemption|bonus|referral|invit(?:e|ation)?|ticket|reward|card|access|license)_?)?(?:code|pin)$|^(?:coupon|voucher|promo)$/i;
/** What makes codes has more to say of them. */
const MAKES = /expir|valid|minutes|amount|percent|value|max|limit|name|title|descri|subject|e-?mail/i;
/** More signs than these are not found by trying. */
const LONGEST = 14;

export function thingCheck(operation: Operation, known: Known): ThingCheck[] {
  const { spec } = known.surface;
  const { method, path } = operation;
  if (method !== 'POST' || path.includes('{') || !THINGS.test(path)) return [];
  const members = bodyMembers(operation, spec);
  const name = members?.names.find((each) => CODE.test(each));
  if (!members || name === undefined || members.names.some((each) => each !== name && MAKES.test(each)))
    return [];
  const schema = members.schemaOf(name);
  const guess = guesser(shapesOf(name, schema, members.sample[name], operation, known), schema);
  if (!guess) return [];
  const { [name]: _left, ...rest } = members.sample;
  return [
    {
      ...{ kind: 'thing', operation, guess },
      requestFor(code, tag) {
        const body = { ...(ownBody(rest, { tag }) as Node), ...(code === undefined ? {} : { [name]: code }) };
        return requestFor(operation, spec, { overrides: { body } });
      },
    },
  ];
}

/** Codes that are shown or documented, and shapes that many services use. */
function shapesOf(
  name: string,
  schema: Schema | undefined,
  sample: unknown,
  operation: Operation,
  { surface, record }: Known,
): readonly string[] {
  const asked = [anonymous, ...surface.identities.filter(({ account }) => account)];
  const shown = poolOf(asked.flatMap((one) => record.shown(one)));
  const { example, examples } = isNode(schema) ? schema : {};
  const told = [...shown.candidates(operation, { name, in: 'query' }), example, examples, sample].flat();
  const codes = told.filter(
    (one): one is string => typeof one === 'string' && /^(?=.*\d)[\w-]{4,40}$/.test(one),
  );
  return [...codes, ...USUAL];
}

const USUAL = ['K7PX4M2Q', 'K7PX-4M2Q', 'K7PX4M', '48213967', '482139', 'k7px4m2q'];

/** Undefined where such codes are too long to be found, or of a shape that is not known. */
function guesser(shapes: readonly string[], schema: Schema | undefined): (() => string) | undefined {
  const [first] = shapes;
  const { minLength } = isNode(schema) ? schema : {};
  if (typeof minLength === 'number' && minLength > LONGEST) return undefined;
  if (first === undefined || first.replace(/[^a-z\d]/gi, '').length > LONGEST) return undefined;
  const shape = shapes.find((one) => schema === undefined || isAllowed(otherLike(one), schema));
  return shape === undefined ? undefined : () => otherLike(shape);
}

function isAllowed(value: string, schema: Schema): boolean {
  return validate(WITHOUT_SPEC, schema, value, { direction: 'request' }).length === 0;
}

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Letters for letters and digits for digits. */
function otherLike(code: string): string {
  return [...code]
    .map((sign) => {
      if (/\d/.test(sign)) return String(randomInt(10));
      const letter = UPPER[randomInt(UPPER.length)] ?? 'X';
      if (/[A-Z]/.test(sign)) return letter;
      return /[a-z]/.test(sign) ? letter.toLowerCase() : sign;
    })
    .join('');
}
