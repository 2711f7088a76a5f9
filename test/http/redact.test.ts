import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCurl } from '../../src/http/curl.ts';
import { createRedactor, MASK } from '../../src/http/redact.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { secretsOf, speakAs } from '../../src/identities/identity.ts';

// What the mask itself spells is no secret, and brackets could join with its own.
const secret = fc
  .string({ minLength: 4, maxLength: 40, unit: 'grapheme' })
  .filter((value) => !MASK.includes(value) && !/[[\]\ud800-\udfff]/.test(value));

const WAYS = {
  raw: (value: string) => value,
  'URL-encoded': (value: string) => encodeURIComponent(value),
  'form-encoded': (value: string) => new URLSearchParams({ a: value }).toString().slice(2),
  'JSON-escaped': (value: string) => JSON.stringify(value).slice(1, -1),
  base64: (value: string) => Buffer.from(value).toString('base64').replace(/=+$/, ''),
  base64url: (value: string) => Buffer.from(value).toString('base64url'),
  'shell-quoted': (value: string) => value.replaceAll("'", "'\\''"),
};

describe('no secret survives', () => {
  test.each(Object.entries(WAYS))('%s', (_name, write) => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const written = write(value);
        fc.pre(!MASK.includes(written) && written.length >= 4);
        const redactor = createRedactor([value]);
        const [[, header = ''] = []] = redactor.headers([['X-Any', `${before}${written}${after}`]]);
        const [[, cookie = ''] = []] = redactor.headers([['Set-Cookie', `a=b; Path=/${written}`]]);
        // What stands around the mask may by chance spell the secret again.
        if (!`${before}${MASK}${after}`.includes(written)) {
          expect(redactor.text(`${before}${written}${after}`)).not.toContain(written);
          expect(header).not.toContain(written);
        }
        if (!'a=[redacted]; Path=/[redacted]'.includes(written)) expect(cookie).not.toContain(written);
        expect(redactor.text(written)).not.toContain(written);
      }),
      { numRuns: 150 },
    );
  });

  test('inside a longer base64, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 7 }), fc.string({ maxLength: 7 }), (before, after) => {
        const value = 'correct horse battery';
        const encoded = Buffer.from(`${before}${value}${after}`).toString('base64');
        const clean = createRedactor([value]).text(encoded);
        expect(Buffer.from(clean.split(MASK).join(''), 'base64').toString()).not.toContain('horse');
        expect(clean).toContain(MASK);
      }),
    );
  });

  test('in a shell line, for every kind of credential', () => {
    fc.assert(
      fc.property(secret, secret, (value, other) => {
        const identity: Identity = {
          name: 'ada',
          credentials: [
            { kind: 'bearer', token: value },
            { kind: 'api-key', in: 'query', name: 'k', value: other },
            { kind: 'cookie', name: 'sid', value },
          ],
        };
        const request = {
          method: 'POST',
          url: 'https://a.example/x',
          headers: [['X-Copy', other]] as const,
          body: value,
        };
        const line = toCurl(speakAs(identity, request), identity);
        const clean = createRedactor(secretsOf(identity)).text(line);
        const fixed = toCurl({ ...request, headers: [], body: '' });
        for (const one of [value, other, encodeURIComponent(other)]) {
          if (
            !`${fixed} -H 'X-Copy: "$MIDDLEBRICK_API_KEY_TOKEN_COOKIE"' Authorization: Bearer Cookie: sid= ?k=`.includes(
              one,
            )
          ) {
            expect(clean).not.toContain(one);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('basic credentials, together and apart', () => {
    const identity: Identity = {
      name: 'ada',
      credentials: [{ kind: 'basic', user: 'ada', password: 'lovelace' }],
    };
    const { text, headers } = createRedactor(secretsOf(identity));
    const { headers: said } = speakAs(identity, { method: 'GET', url: 'http://a/', headers: [] });
    expect(headers(said)).toEqual([['Authorization', `Basic ${MASK}`]]);
    expect(text(`echo: ${said[0]?.[1]}`)).not.toMatch(/YWRh|lovelace/);
  });
});

test('tokens of others and secret fields are masked too', () => {
  const { text } = createRedactor([]);
  expect(text('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl')).toBe(
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${MASK}`,
  );
  expect(text('{"password":"hunter22","name":"Ada"}')).toBe(`{"password":"hun…${MASK}","name":"Ada"}`);
});
