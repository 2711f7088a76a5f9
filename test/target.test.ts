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
