import { ownBody } from '../journal/own-body.ts';
import { withTag } from '../making/with-tag.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { validate } from '../openapi/schema-check.ts';
import { PASSWORD } from '../places/object-makers.ts';

/** Texts under these names are the tag, so that objects differ and can be found again. */
const TAGGED = /user|login|name|title|e-?mail|slug|handle|label|key|code|isbn|sku/i;

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
    if (property.enum !== undefined || PASSWORD.test(name)) continue;
    if (property.format !== undefined && property.format !== 'email') continue;
    const value = property.format === 'email' || /mail/i.test(name) ? `${tag}@example.com` : tag;
    if (validate(spec, written as never, value, { direction: 'request' }).length === 0) body[name] = value;
  }
  const own = ownBody(body, { tag, ids }) as Record<string, unknown>;
  return JSON.stringify(own).includes(tag) ? own : (withTag(own, tag) as Record<string, unknown>);
}
