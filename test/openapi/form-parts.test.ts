import { expect, test } from 'vitest';
import { loadSpec } from '../../src/openapi/load.ts';
import { requestFor } from '../../src/openapi/samples.ts';

async function bodyOf(document: object, overrides = {}) {
  const text = JSON.stringify({ info: { title: 'Files', version: '1' }, ...document });
  const spec = await loadSpec({ uri: 'http://a.test/openapi.json', text });
  const [operation] = spec.operations;
  if (!operation) throw new Error('no operation');
  return requestFor(operation, spec, { overrides });
}

const upload = (properties: object, encoding?: object, version = '3.0.3') => ({
  openapi: version,
  components: { schemas: { Blob: { type: 'string', format: 'binary' } } },
  paths: {
    '/files': {
      post: {
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: { type: 'object', required: Object.keys(properties), properties },
              ...(encoding && { encoding }),
            },
          },
        },
        responses: {},
      },
    },
  },
});

const FILE = 'form-data; name="file"; filename="sample';

test.each([
  [
    'format binary',
    { type: 'string', format: 'binary' },
    undefined,
    `${FILE}.bin"\r\nContent-Type: application/octet-stream`,
  ],
  [
    'format byte',
    { type: 'string', format: 'byte' },
    undefined,
    `${FILE}.bin"\r\nContent-Type: application/octet-stream`,
  ],
  ['behind a reference', { $ref: '#/components/schemas/Blob' }, undefined, `${FILE}.bin"`],
  [
    'one of a list',
    { type: 'array', minItems: 1, items: { type: 'string', format: 'binary' } },
    undefined,
    `${FILE}.bin"`,
  ],
  [
    'a media type in the schema',
    { type: 'string', contentMediaType: 'image/png' },
    undefined,
    `${FILE}.png"\r\nContent-Type: image/png`,
  ],
  ['an encoding in the schema', { type: 'string', contentEncoding: 'base64' }, undefined, `${FILE}.bin"`],
  [
    'a media type beside the schema',
    { type: 'string', format: 'binary' },
    { file: { contentType: 'text/csv, text/plain' } },
    `${FILE}.csv"\r\nContent-Type: text/csv`,
  ],
  [
    'a range of media types',
    { type: 'string', format: 'binary' },
    { file: { contentType: 'image/*' } },
    `${FILE}.png"\r\nContent-Type: image/png`,
  ],
  [
    'a media type that would end the line',
    { type: 'string', format: 'binary' },
    { file: { contentType: 'a/b\r\nX: 1' } },
    `${FILE}.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  ],
  ['a text', { type: 'string' }, undefined, 'form-data; name="file"\r\n\r\n'],
  [
    'a text with a type',
    { type: 'string' },
    { file: { contentType: 'text/html' } },
    'form-data; name="file"\r\nContent-Type: text/html\r\n\r\n',
  ],
  [
    'an object',
    { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
    undefined,
    'form-data; name="file"\r\nContent-Type: application/json\r\n\r\n{"a":',
  ],
])('%s', async (_name, schema, encoding, expected) => {
  const { body, headers } = await bodyOf(upload({ file: schema }, encoding));
  expect(body).toContain(`Content-Disposition: ${expected}`);
  const boundary = /boundary=(\S+)/.exec(headers?.find(([name]) => name === 'Content-Type')?.[1] ?? '')?.[1];
  expect(String(body).startsWith(`--${boundary}\r\n`)).toBe(true);
  expect(String(body).endsWith(`\r\n--${boundary}--\r\n`)).toBe(true);
});

test('a file of Swagger 2.0', async () => {
  const parameters = [
    { name: 'file', in: 'formData', type: 'file', required: true },
    { name: 'note', in: 'formData', type: 'string', required: true },
  ];
  const { body } = await bodyOf({ swagger: '2.0', paths: { '/f': { post: { parameters, responses: {} } } } });
  expect(body).toContain(`${FILE}.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`);
  expect(body).toContain('form-data; name="note"\r\n\r\n');
});

test('a rule’s own value is a file where the document says so, and quotes in names are escaped', async () => {
  const document = upload({ file: { type: 'string', format: 'binary' } });
  const { body } = await bodyOf(document, { body: { file: '<x>', 'a"\r\nb': '1' } });
  expect(body).toContain(`${FILE}.bin"\r\nContent-Type: application/octet-stream\r\n\r\n<x>\r\n`);
  expect(body).toContain('name="a%22%0D%0Ab"\r\n\r\n1\r\n');
});
