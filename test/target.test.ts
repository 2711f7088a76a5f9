import { describe, expect, test } from 'vitest';
import { parseTarget } from '../src/target.ts';

describe('what people type', () => {
  test.each([
    ['https://api.example.com/v1?x=1#top', 'https://api.example.com/v1?x=1'],
    ['api.example.com', 'https://api.example.com/'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['127.0.0.1:8080/api', 'http://127.0.0.1:8080/api'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    [' http://localhost ', 'http://localhost/'],
    ['localhost.example.com', 'https://localhost.example.com/'],
  ])('%j is %s', (typed, url) => expect(parseTarget(typed).url).toBe(url));

  test.each(['', 'http://', 'ftp://x', 'file:///etc/passwd', 'http://u:p@x', 'http://x:99999', 'not a url'])(
    '%j is refused in one sentence',
    (typed) => expect(() => parseTarget(typed)).toThrow(/^[A-Z"].*\.$/),
  );

  test.each([
    ['http:/localhost:3000', 'did you mean http://localhost:3000?'],
    ['HTTPS:api.example.com/v1', 'did you mean https://api.example.com/v1?'],
    ['http//localhost', 'did you mean http://localhost?'],
    ['$API_URL', 'not expanded: $API_URL.'],
    ['http://$HOST:3000/v1', 'not expanded: $HOST.'],
    [`http://localhost/$\{VERSION}`, `not expanded: $\{VERSION}.`],
    ['{{baseUrl}}/v1', 'not expanded: {{baseUrl}}.'],
    ['%API_URL%/v1', 'not expanded: %API_URL%.'],
    ['  ', 'may not be set'],
  ])('%j: %s', (typed, says) => expect(() => parseTarget(typed)).toThrow(says));

  test.each([
    'http://localhost/odata/$metadata',
    'http:8080/v1',
    'https://http/',
    'http://localhost/a%20b%20c',
    'http://localhost/{id}',
  ])('%s is one', (typed) => expect(() => parseTarget(typed)).not.toThrow());
});

describe('scope', () => {
  test('the target’s origin and what was added', () => {
    expect(parseTarget('http://localhost:1', ['http://localhost:2/x']).scope).toEqual([
      'http://localhost:1',
      'http://localhost:2',
    ]);
  });
  test('the plain twin of an https target, to see whether it redirects', () => {
    expect(parseTarget('https://api.example.com').scope).toContain('http://api.example.com');
    expect(parseTarget('https://api.example.com:8443').scope).toEqual(['https://api.example.com:8443']);
  });
});
