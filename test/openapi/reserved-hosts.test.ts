import { expect, test } from 'vitest';
import { withReservedHosts } from '../../src/openapi/reserved-hosts.ts';
import { sampleFor } from '../../src/openapi/sample-value.ts';

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
