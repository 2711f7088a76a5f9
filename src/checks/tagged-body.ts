import { ownBody } from '../journal/own-body.ts';
import { OF_ENTRIES } from '../making/of-entries.ts';
import { withTag } from '../making/with-tag.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { validate } from '../openapi/schema-check.ts';
import { PASSWORD } from '../values/password-names.ts';

/** Texts under these names are the tag, so that objects differ and can be found again. */
const TAGGED = /user|login|name|title|e-?mail|slug|handle|label|key|code|isbn|sku/i;

/** What makes things cheaper for who has one: a made-up code is refused, and counted as an attempt. */
const CODE = /^(?:coupon|voucher|promo(?:tion)?|discount|gift_?card|referral|invit(?:e|ation))(?:_?code)?$/i;

function isIdleCode(name: string, held: unknown, operation: Operation, spec: Pick<Spec, 'resolve'>): boolean {
  if (!CODE.test(name) || held !== 'sample') return false;
  const flat = flatten(jsonContent(operation)?.schema, spec.resolve).schema;
  return !(isNode(flat) && Array.isArray(flat.required) && flat.required.includes(name));
}

/** The operation's sample body with the tag for its names and titles, and with nobody else's identifiers. */
export function taggedBody(
  operation: Operation,
  spec: Pick<Spec, 'resolve'>,
  tag: string,
  ids: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const schema = jsonContent(operation)?.schema;
  const sample = sampleFor(spec, schema, {}).value;
  const body: Record<string, unknown> = isNode(sample) ? { ...sample } : {};
  for (const [name, written] of Object.entries(propertiesOf(schema, spec))) {
    const property = spec.resolve(written);
    if (!isNode(property) || property.type !== 'string' || !TAGGED.test(name)) continue;
    if (property.enum !== undefined || property[OF_ENTRIES] === true || PASSWORD.test(name)) continue;
    if (property.format !== undefined && property.format !== 'email') continue;
    const value = property.format === 'email' || /mail/i.test(name) ? `${tag}@example.com` : tag;
    if (validate(spec, written as never, value, { direction: 'request' }).length === 0) body[name] = value;
  }
  for (const name of Object.keys(body)) if (isIdleCode(name, body[name], operation, spec)) delete body[name];
  const own = ownBody(body, { tag, ids }) as Record<string, unknown>;
  return JSON.stringify(own).includes(tag) ? own : (withTag(own, tag) as Record<string, unknown>);
}
