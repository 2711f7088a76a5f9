import { describe, expect, test } from 'vitest';
import {
  accepts,
  looksLikeError,
  looksLikeRefusal,
  sameAnswer,
  sameKind,
  servesContent,
} from '../../src/answers/answers.ts';
import type { Exchange } from '../../src/http/exchange.ts';

function answer(status: number, body: unknown, headers: [string, string][] = []): Exchange {
  const written = typeof body === 'string' ? body : JSON.stringify(body);
  const kind = typeof body === 'string' ? 'text/html' : 'application/json';
  return {
    id: 1,
    identity: 'anonymous',
    request: { method: 'GET', url: 'http://api.example/x', headers: [] },
    response: {
      status,
      httpVersion: '1.1',
      headers: [['Content-Type', kind], ...headers],
      body: Buffer.from(written),
      truncated: false,
      headMs: 1,
      totalMs: 1,
    },
  };
}

const surface = { absent: { soft: false, matches: ({ response }: Exchange) => response.status === 404 } };

describe('refusals', () => {
  test.each([
    ['401', answer(401, {})],
    ['403 with a page', answer(403, '<h1>no</h1>')],
    ['a login redirect', answer(302, '', [['Location', 'https://id.example/login?next=/x']])],
    ['a soft error', answer(200, { error: 'unauthorized' })],
    ['a soft code', answer(200, { code: 401, data: null })],
    ['a soft message', answer(200, { success: false, message: 'Invalid API key' })],
    ['a wrapped error', answer(200, { errors: [{ message: 'Not authenticated' }], data: null })],
    ['a login page', answer(200, '<form><input name=p type="password"></form>')],
    ['a blocking page', answer(200, '<title>Attention Required! | Shield</title>')],
  ])('%s is one', (_name, exchange) => {
    expect(looksLikeRefusal(exchange)).toBe(true);
    expect(servesContent(exchange, surface)).toBe(false);
  });

  test.each([
    [
      'an invitation after it was done',
      answer(200, { status: 'success', message: 'Registered. Login to go on.' }),
    ],
    ['an object', answer(200, { id: 7, name: 'Ada' })],
    [
      'data with a word about permissions',
      answer(200, { id: 1, data: { note: 'x' }, message: 'Invalid token seen' }),
    ],
    ['an article about refusals', answer(200, `<p>${'words '.repeat(100)} access token required</p>`)],
    ['an empty error field', answer(200, { error: null, items: [1] })],
    [
      'a record with a telling title',
      answer(200, {
        author: 'Bly',
        title: 'Forbidden City',
        pages: 3,
        isbn: 'x',
        year: 1,
        shelf: 2,
        lent: true,
        x: 1,
      }),
    ],
  ])('%s is none', (_name, exchange) => {
    expect(looksLikeRefusal(exchange)).toBe(false);
    expect(servesContent(exchange, surface)).toBe(true);
  });
});

describe('content', () => {
  test.each([
    ['no bytes', answer(204, '')],
    ['an empty list', answer(200, [])],
    ['a page of nothing', answer(200, { items: [], total: 0, next: null })],
  ])('%s is accepted but holds nothing', (_name, exchange) => {
    expect(accepts(exchange, surface)).toBe(true);
    expect(servesContent(exchange, surface)).toBe(false);
  });

  test('an error in disguise is none', () => {
    expect(looksLikeError(answer(200, { status: 'error', message: 'boom' }))).toBe(true);
    expect(looksLikeError(answer(200, { error: 'no such tenant' }))).toBe(true);
    expect(looksLikeError(answer(200, { errors: [], data: [1] }))).toBe(false);
  });
});

describe('the same answer', () => {
  const account = { id: 7, owner: 'Ada', at: '2026-01-01T10:00:00Z', requestId: 'a1' };

  test('survives times, request ids and key order', () => {
    const again = { requestId: 'b2', owner: 'Ada', id: 7, at: '2026-01-01T10:00:07Z' };
    expect(sameAnswer(answer(200, account), answer(200, again))).toBe(true);
  });

  test('is not that of somebody else', () => {
    const other = { ...account, id: 8, owner: 'Bob' };
    expect(sameAnswer(answer(200, account), answer(200, other))).toBe(false);
    expect(sameKind(answer(200, account), answer(200, other))).toBe(true);
    expect(sameKind(answer(200, account), answer(200, { error: 'x' }))).toBe(false);
  });

  test('compares pages without their nonces', () => {
    const page = (nonce: string) => answer(200, `<script nonce="${nonce}">1</script>`);
    expect(
      sameAnswer(page('0123456789abcdef0123456789abcdef'), page('fedcba9876543210fedcba9876543210')),
    ).toBe(true);
    expect(sameAnswer(answer(200, '<p>a</p>'), answer(200, '<p>b</p>'))).toBe(false);
  });
});
