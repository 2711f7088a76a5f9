import { expect, test } from 'vitest';
import { readByAnybody } from '../../src/checks/disclosure.ts';
import type { Exchange } from '../../src/http/exchange.ts';

const asked = (url: string, body?: string, headers: [string, string][] = []) =>
  ({ identity: 'anonymous', request: { method: 'POST', url, headers, body } }) as unknown as Exchange;

test.each([
  ['a login', asked('http://a.test/login', '{"email":"ada@lab.example","password":"x"}')],
  ['a login by form', asked('http://a.test/login', 'user=ada&passwd=x')],
  ['a code of one’s own', asked('http://a.test/unlock', '{"pin": "1234"}')],
  ['a key in the query', asked('http://a.test/list?api_key=x')],
  ['a header', asked('http://a.test/list', undefined, [['X-Api-Key', 'x']])],
])('%s is shown to one user', (_, exchange) => expect(readByAnybody(exchange)).toBe(false));

test.each([
  ['no body', asked('http://a.test/list')],
  ['a search', asked('http://a.test/search', '{"text":"how to choose a password"}')],
  ['fields of a query', asked('http://a.test/graphql', '{"query":"{ users { password } }"}')],
])('%s is answered to anybody', (_, exchange) => expect(readByAnybody(exchange)).toBe(true));
