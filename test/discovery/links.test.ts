import { describe, expect, test } from 'vitest';
import { shapeOf } from '../../src/discovery/answer-shape.ts';
import { readDocumentationPage } from '../../src/discovery/documentation-page.ts';
import { htmlLinks } from '../../src/discovery/html-links.ts';
import { jsonLinks } from '../../src/discovery/json-links.ts';
import { linksOf, robotsLinks } from '../../src/discovery/links.ts';
import { scriptLinks } from '../../src/discovery/script-links.ts';
import type { Exchange } from '../../src/http/exchange.ts';

/** A template literal of the page's own. */
const SCRIPT = 'fetch(`/api/users/$' + '{user.id}`); axios.post("/api/login", x)';

const answer = (body: string, type: string): Exchange => ({
  id: 1,
  identity: 'anonymous',
  request: { method: 'GET', url: 'http://api.example/v1/list', headers: [] },
  response: {
    status: 200,
    httpVersion: '1.1',
    headers: [['Content-Type', type]],
    body: Buffer.from(body),
    truncated: false,
    headMs: 1,
    totalMs: 1,
  },
});

describe('links', () => {
  test('of JSON, in every usual form', () => {
    const urls = jsonLinks({
      _links: { self: { href: '/a' } },
      avatar_url: '/b',
      nextUrl: '/c',
      routes: ['/d', '/e'],
      '/f': 'by key',
      home: 'GET /g/:id',
      elsewhere: 'http://api.example/h',
      path: '/var/log is no link',
      note: '/i is in a sentence',
    }).map(({ url }) => url);
    expect(urls).toEqual(['/a', '/b', '/c', '/d', '/e', '/f', '/g/{id}', 'http://api.example/h']);
  });

  test('of pages and scripts', () => {
    expect(
      htmlLinks('<a href="/a?x=1&amp;y=2">A</a><img src="/no.png"><form action=/b method=POST>').map(
        ({ url }) => url,
      ),
    ).toEqual(['/a?x=1&y=2', '/b']);
    expect(scriptLinks(SCRIPT).map(({ url }) => url)).toEqual(
      expect.arrayContaining(['/api/users/{id}', '/api/login']),
    );
  });

  test('of requests in the samples of a manual, and of nothing else there', () => {
    const manual =
      '<pre class="sh">GET /ships?flag=de&amp;sort=tons HTTP/1.1</pre><p><code><b>GET</b> /ports/{id}</code> <code>/etc/hosts</code>';
    expect(
      htmlLinks(manual).map(({ method, url, query }) => [method, url, ...(query?.keys() ?? [])]),
    ).toEqual([
      ['GET', '/ports/{id}'],
      ['GET', '/ships', 'flag', 'sort'],
    ]);
  });

  test('of robots.txt, without wildcards', () => {
    expect(
      robotsLinks('Disallow: /a\nAllow: /b*c\nDisallow: /\nSitemap: /map.xml').map(({ url }) => url),
    ).toEqual(['/a', '/b', '/map.xml']);
  });

  test('stay on the origin and are resolved against the page', () => {
    const found = linksOf(
      answer(
        '{"links":["more","../v2","//evil.example/x","https://evil.example/y","javascript:alert(1)"]}',
        'application/json',
      ),
    );
    expect(found.every(({ url }) => url.startsWith('http://api.example/'))).toBe(true);
  });

  test.each([
    ['unclosed tags', '<a '.repeat(600_000), 'text/html'],
    ['unclosed calls', 'fetch("'.repeat(250_000), 'text/javascript'],
    ['words without end', 'a-'.repeat(900_000), 'text/plain'],
    ['one long string', JSON.stringify({ text: 'a/'.repeat(900_000) }), 'application/json'],
    ['braces without end', 'swagger-ui swaggerDoc: {'.repeat(80_000), 'text/html'],
  ])('hostile answers cost little: %s', (_name, body, type) => {
    const exchange = answer(body, type);
    const started = performance.now();
    linksOf(exchange);
    shapeOf(exchange);
    readDocumentationPage(body);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
