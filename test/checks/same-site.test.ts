import { expect, test } from 'vitest';
import { sameSite } from '../../src/checks/same-site.ts';

test.each([
  ['api.example.com', 'www.example.com', true],
  ['example.com', 'example.org', false],
  ['shop.lyonesse.org.uk', 'staging.lyonesse.org.uk', true],
  ['shop.lyonesse.org.uk', 'shop.bletchley.org.uk', false],
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '10.0.0.1', false],
  ['localhost', 'localhost', true],
  ['[::1]', '[::1]', true],
])('%s and %s: %s', (host, other, same) => {
  expect(sameSite(host, other)).toBe(same);
});
