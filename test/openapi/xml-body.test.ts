import { expect, test } from 'vitest';
import { loadSpec } from '../../src/openapi/load.ts';
import { requestFor } from '../../src/openapi/samples.ts';

async function written(schema: object, components: object = {}) {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Orders', version: '1' },
    components: { schemas: components },
    paths: {
      '/orders': { post: { requestBody: { content: { 'application/xml': { schema } } }, responses: {} } },
    },
  };
  const spec = await loadSpec({ uri: 'http://a.test/openapi.json', text: JSON.stringify(document) });
  const [operation] = spec.operations;
  if (!operation) throw new Error('no operation');
  return requestFor(operation, spec).body;
}

const text = (example: string, xml?: object) => ({ type: 'string', example, ...(xml && { xml }) });
const tags = (more: object = {}) => ({
  type: 'array',
  example: ['a', 'b'],
  items: { type: 'string', xml: { name: 'tag' } },
  ...more,
});
const order = (properties: object, xml?: object) => ({ type: 'object', properties, ...(xml && { xml }) });

test.each([
  ['a root without a name', order({ note: text('x') }), '<root><note>x</note></root>'],
  ['a root with a name', order({ note: text('x') }, { name: 'Order' }), '<Order><note>x</note></Order>'],
  [
    'attributes, those of several words too',
    order({ ref: text('7', { attribute: true, name: 'ref-no' }), note: text('<x>') }, { name: 'Order' }),
    '<Order ref-no="7"><note>&lt;x&gt;</note></Order>',
  ],
  ['a quote in an attribute', order({ a: text('"', { attribute: true }) }), '<root a="&quot;"></root>'],
  ['items one after the other', order({ tags: tags() }), '<root><tag>a</tag><tag>b</tag></root>'],
  [
    'items in an element of their own',
    order({ tags: tags({ xml: { wrapped: true } }) }),
    '<root><tags><tag>a</tag><tag>b</tag></tags></root>',
  ],
  [
    'namespaces',
    order({ note: text('x') }, { name: 'Order', namespace: 'http://a.test/o', prefix: 'o' }),
    '<o:Order xmlns:o="http://a.test/o"><note>x</note></o:Order>',
  ],
  ['a name that is none', order({ '1 2': text('x') }), '<root><item>x</item></root>'],
])('writes %s', async (_, schema, expected) => {
  expect(await written(schema)).toBe(expected);
});

test('names the root as the component is named', async () => {
  const body = await written({ $ref: '#/components/schemas/Order' }, { Order: order({ note: text('x') }) });
  expect(body).toBe('<Order><note>x</note></Order>');
});
