import { expect, test } from 'vitest';
import { documented } from '../../lab/documented.ts';
import { loadSpec } from '../../src/openapi/load.ts';
import { withReservedHosts } from '../../src/openapi/reserved-hosts.ts';
import { sampleFor } from '../../src/openapi/sample-value.ts';
import { requestFor } from '../../src/openapi/samples.ts';

test.each([
  ['https://hooks.vendor.io/in?x=1', 'https://example.com/in?x=1'],
  [
    'see http://user:pw@10.0.0.7:8080/a and wss://feed.vendor.io',
    'see http://example.com/a and wss://example.com',
  ],
  ['jane.doe@vendor.io', 'jane.doe@example.com'],
  ['https://shop.example/a', 'https://shop.example/a'],
  ['https://www.example.org:8443/a', 'https://www.example.org:8443/a'],
  ['me@example.net', 'me@example.net'],
  ['/relative/path', '/relative/path'],
  ['//cdn.vendor.io/x.js', '//example.com/x.js'],
  ['postgres://app:pw@db.vendor.io:5432/a', 'postgres://example.com/a'],
  ['s3://vendor-bucket/key', 's3://example.com/key'],
  ['https%3A%2F%2Fhooks.vendor.io%2Fin', 'https%3A%2F%2Fexample.com%2Fin'],
  ['{"to":"https:\\/\\/hooks.vendor.io\\/in"}', '{"to":"https:\\/\\/example.com\\/in"}'],
  ['boss%40vendor.io', 'boss%40example.com'],
  ['git@git.vendor.io:team/a.git', 'git@example.com:team/a.git'],
  ['left-pad@1.2.3', 'left-pad@1.2.3'],
  ['10:30://', '10:30://'],
  [
    '<a xmlns="http://schemas.vendor.io/soap/" to="http://in.vendor.io/x"/>',
    '<a xmlns="http://schemas.vendor.io/soap/" to="http://example.com/x"/>',
  ],
])('%s is sent as %s', (written, sent) => expect(withReservedHosts(written)).toBe(sent));

test('examples of documents are sent without the hosts of others, at any depth', () => {
  const schema = {
    type: 'object',
    properties: {
      callback: { type: 'string', format: 'uri', example: 'https://hooks.vendor.io/in' },
      owner: { type: 'object', properties: { mail: { type: 'string', default: 'boss@vendor.io' } } },
    },
  };
  expect(sampleFor(undefined, schema).value).toEqual({
    callback: 'https://example.com/in',
    owner: { mail: 'boss@example.com' },
  });
  const example = { links: ['https://a.vendor.io/x'] };
  expect(sampleFor(undefined, true, { example }).value).toEqual({ links: ['https://example.com/x'] });
});

test.each([
  ['host', 'mail.vendor.io', 'example.com'],
  ['smtpHost', 'mail.vendor.io:25', 'example.com:25'],
  ['callback_url', 'hooks.vendor.io/in?a=1', 'example.com/in?a=1'],
  ['domain', 'vendor.io.', 'example.com'],
  ['ip', '198.18.0.7', '192.0.2.1'],
  ['server', '2001:4860::8888', '2001:db8::1'],
  ['ip', '203.0.113.9', '203.0.113.9'],
  ['host', 'shop.example.net', 'shop.example.net'],
  ['file', 'report.md', 'report.md'],
  ['version', '1.2.3.4', '1.2.3.4'],
  ['hosting', 'basic.plan', 'basic.plan'],
])('%s: %s is sent as %s', (name, written, sent) => expect(withReservedHosts(written, name)).toBe(sent));

const FOREIGN = 'https://hooks.vendor.io/in';

test.each([
  ['a constant', { const: FOREIGN }],
  ['the only listed value', { type: 'string', enum: [FOREIGN] }],
  ['a default', { type: 'string', default: FOREIGN }],
  ['an example', { type: 'string', example: FOREIGN }],
  ['one of several examples', { type: 'string', examples: [FOREIGN] }],
  ['a pattern', { type: 'string', pattern: '^https://hooks\\.vendor\\.io/in$' }],
  ['an alternative', { oneOf: [{ const: FOREIGN }, { const: `${FOREIGN}/2` }] }],
  ['a constant in all of several schemas', { allOf: [{ type: 'string' }, { const: FOREIGN }] }],
  ['a constant in a list', { type: 'array', minItems: 1, items: { const: FOREIGN } }],
  ['a constant in a member', { type: 'object', required: ['to'], properties: { to: { const: FOREIGN } } }],
])(
  '%s of a document is not sent as it stands, and is called a doubt where nothing else is allowed',
  (_what, schema) => {
    const { value } = sampleFor(undefined, schema);
    expect(JSON.stringify(value)).toMatch(/https:\/\/example\.com\/in/);
  },
);

test('of listed values one that names nobody’s host is taken', () => {
  const schema = { type: 'string', enum: [FOREIGN, 'https://shop.example/in'] };
  expect(sampleFor(undefined, schema)).toEqual({ value: 'https://shop.example/in', satisfies: true });
  expect(sampleFor(undefined, { const: FOREIGN }).satisfies).toBe(false);
});

test('no part of a request names a host of the document’s examples', async () => {
  const to = { const: FOREIGN };
  const text = documented({
    [`POST /relay/{to}?copy=${FOREIGN}`]: {
      parameters: [
        { name: 'to', in: 'path', required: true, schema: to },
        { name: 'q', in: 'query', required: true, schema: { enum: [FOREIGN] } },
        { name: 'host', in: 'query', required: true, schema: { type: 'string' }, example: 'hooks.vendor.io' },
        { name: 'X-To', in: 'header', required: true, schema: to },
        { name: 'c', in: 'cookie', required: true, schema: to },
      ],
      requestBody: { content: { 'application/json': { schema: { properties: { to } } } } },
    },
    'POST /xml': { requestBody: { content: { 'application/xml': { example: `<to>${FOREIGN}</to>` } } } },
    'POST /form': {
      requestBody: {
        content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { to } } } },
      },
    },
    'POST /file': {
      requestBody: { content: { 'multipart/form-data': { schema: { type: 'object', properties: { to } } } } },
    },
  });
  const spec = await loadSpec({ uri: 'http://api.example/openapi.json', text: JSON.stringify(text) });
  expect(spec.operations).toHaveLength(4);
  for (const operation of spec.operations) {
    const { url, headers, body } = requestFor(operation, spec);
    const sent = decodeURIComponent(JSON.stringify([url, headers, String(body)]));
    expect(sent).not.toMatch(/vendor/);
    expect(sent).toMatch(/https:\/\/example\.com/);
  }
});
