import { expect, test } from 'vitest';
import { enveloped, unwrapped, withoutEnvelope } from '../../src/openapi/envelope.ts';

const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });
const json = (schema: object) => withoutEnvelope({ mediaType: 'application/json', schema: schema as never });

const RESOURCE = json(
  object({
    data: object({
      type: { ...text, example: 'loans' },
      attributes: object({ days: { type: 'integer' } }),
      relationships: object({
        tool: object({ data: object({ type: { ...text, example: 'tools' }, id: text }) }),
      }),
    }),
  }),
);

test('members of a resource object stand at the top, and what it is related to beside them', () => {
  expect(RESOURCE.schema).toEqual(object({ days: { type: 'integer' }, tool_id: text }));
});

test('it is sent as JSON:API wants it, and read back as it was', () => {
  const body = { days: 3, tool_id: 12 };
  const sent = enveloped(RESOURCE.envelope, body);
  expect(sent).toEqual({
    data: {
      type: 'loans',
      attributes: { days: 3 },
      relationships: { tool: { data: { type: 'tools', id: '12' } } },
    },
  });
  expect(unwrapped(RESOURCE.envelope, sent)).toEqual({ days: 3, tool_id: '12' });
  expect(enveloped(RESOURCE.envelope, sent)).toBe(sent);
});

test('a change names the resource', () => {
  expect(enveloped(RESOURCE.envelope, { days: 4 }, 7)).toEqual({
    data: { type: 'loans', id: '7', attributes: { days: 4 } },
  });
});

test('an object that stands alone in another is its envelope', () => {
  const { schema, envelope } = json(object({ booking: object({ day: text, note: text }) }));
  expect(schema).toEqual(object({ day: text, note: text }));
  expect(enveloped(envelope, { day: '2031-03-03' })).toEqual({ booking: { day: '2031-03-03' } });
});

test.each([
  ['several members', object({ booking: object({ day: text }), note: text })],
  ['a text alone', object({ note: text })],
  ['an object of which nothing is known', object({ data: {} })],
])('none is %s', (_name, schema) => {
  expect(json(schema)).toEqual({ mediaType: 'application/json', schema });
  expect(enveloped(json(schema).envelope, { note: 'a' })).toEqual({ note: 'a' });
});

test('what is no object is sent as it is', () => {
  expect(enveloped(RESOURCE.envelope, null)).toBeNull();
  expect(enveloped(RESOURCE.envelope, [1])).toEqual([1]);
});
