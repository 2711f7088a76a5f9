import { anonymous } from '../identities/identity.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { poolOf } from '../values/pool.ts';
import type { Known, PlaceKind } from './place.ts';

/** An operation that takes a code which is good for once. */
export interface OneTimeCode {
  readonly operation: Operation;
  readonly name: string;
  /** Codes that the document names, or answers to nobody and to users of the scan’s own. */
  readonly codes: readonly string[];
}

const REDEEMS = /voucher|coupon|promo|gift|redeem|discount-?code|bonus/i;
const CODE = /^(?:\w{0,20}_?)?(?:code|voucher|coupon)(?:_?code)?$/i;
/** Each is used twice at most. */
const MOST_CODES = 3;

export const oneTimeCodes: PlaceKind<OneTimeCode> = {
  one: 'operation that takes a code which is good for once',
  many: 'operations that take a code which is good for once',
  find: (known) => known.surface.operations.flatMap((operation) => codeOf(operation, known)),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function codeOf(operation: Operation, { surface, record }: Known): OneTimeCode[] {
  const { method, path, bodies } = operation;
  if (method !== 'POST' || path.includes('{') || !REDEEMS.test(path)) return [];
  const content = jsonContent({ bodies });
  const properties = propertiesOf(content?.schema, surface.spec);
  const name = Object.keys(properties).find((each) => CODE.test(each));
  // What makes codes has more to say of them.
  if (
    name === undefined ||
    Object.keys(properties).some((each) => /expir|valid|minutes|amount|percent/i.test(each))
  )
    return [];
  const schema = (surface.spec ?? WITHOUT_SPEC).resolve(properties[name]);
  const example = isNode(content?.example) ? content.example[name] : undefined;
  const { example: own, examples, enum: listed, default: usual } = isNode(schema) ? schema : {};
  const said = [example, own, usual, ...[examples, listed].filter(Array.isArray).flat()];
  const texts = said.filter((value): value is string => typeof value === 'string' && value !== '');
  // What a given user alone is shown may be his, and good for once.
  const asked = [anonymous, ...surface.identities.filter(({ account }) => account)];
  const shown = poolOf(asked.flatMap((one) => record.shown(one)));
  const seen = shown.candidates(operation, { name, in: 'query' });
  return [{ operation, name, codes: [...new Set([...texts, ...seen])].slice(0, MOST_CODES) }];
}
