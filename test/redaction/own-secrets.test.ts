import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCurl } from '../../src/http/curl.ts';
import type { Identity } from '../../src/identities/identity.ts';
import { secretsOf, speakAs } from '../../src/identities/identity.ts';
import { HIDDEN } from '../../src/redaction/mask.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';

const SECRET = 'Kx9+vR/2=pQ7mZ!wT4';

/** Every character, or some of them, as one encoder or another writes it. */
const each =
  (write: (character: string) => string, which = /[\s\S]/) =>
  (value: string) =>
    [...value].map((character) => (which.test(character) ? write(character) : character)).join('');
const code = (character: string) => character.codePointAt(0) ?? 0;
const hex = (character: string, width: number) => code(character).toString(16).padStart(width, '0');
const base64 = (value: string) => Buffer.from(value).toString('base64');
const SIGNS = /\W/;
const NAMES: Readonly<Record<string, string>> = { '+': 'plus', '/': 'sol', '=': 'equals', '!': 'excl' };

const SPELLINGS: Readonly<Record<string, (value: string) => string>> = {
  'as it is': (value) => value,
  'upper case': (value) => value.toUpperCase(),
  'lower case': (value) => value.toLowerCase(),
  'JSON escapes of signs, lower case': each((one) => `\\u${hex(one, 4)}`, SIGNS),
  'JSON escapes of signs, upper case': each((one) => `\\u${hex(one, 4).toUpperCase()}`, SIGNS),
  'JSON escapes of every character': each((one) => `\\u${hex(one, 4)}`),
  'escaped slash': (value) => value.replaceAll('/', '\\/'),
  'JSON in JSON': (value) => JSON.stringify(JSON.stringify(each((one) => `\\u${hex(one, 4)}`, SIGNS)(value))),
  'script escapes': each((one) => `\\x${hex(one, 2)}`, SIGNS),
  'braced escapes': each((one) => `\\u{${hex(one, 2)}}`, SIGNS),
  'decimal references': each((one) => `&#${code(one)};`, SIGNS),
  'decimal references of every character': each((one) => `&#${code(one)};`),
  'hexadecimal references': each((one) => `&#x${hex(one, 2)};`, SIGNS),
  'padded upper-case references': each((one) => `&#X${hex(one, 4).toUpperCase()};`, SIGNS),
  'named references': each((one) => `&${NAMES[one]};`, /[+/=!]/),
  'percent encoding': encodeURIComponent,
  'percent encoding of every character': each((one) => `%${hex(one, 2)}`),
  'percent encoding, lower case': (value) => encodeURIComponent(value).toLowerCase(),
  'percent encoding, twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  'percent encoding in references': (value) => encodeURIComponent(value).replaceAll('%', '&#37;'),
  hex: (value) => Buffer.from(value).toString('hex'),
  'hex, upper case': (value) => Buffer.from(value).toString('hex').toUpperCase(),
  base64,
  'base64 without padding': (value) => base64(value).replace(/=+$/, ''),
  base64url: (value) => Buffer.from(value).toString('base64url'),
  'base64 of user and password': (value) => base64(`ada:${value}`),
  'base64, percent-encoded': (value) => encodeURIComponent(base64(value)),
  'base64 twice': (value) => base64(base64(value)),
  'base64 twice without padding': (value) => base64(base64(value).replace(/=+$/, '')).replace(/=+$/, ''),
  'base64 three times': (value) => base64(base64(base64(value))),
  'within the claims of a token': (value) =>
    `x.${Buffer.from(JSON.stringify({ sub: 1, k: value, exp: 2 })).toString('base64url')}.y`,
  'one character wrong': (value) => `${value.slice(0, 9)}#${value.slice(10)}`,
  'a character short': (value) => value.slice(0, -1),
};

/** What a reader can make of a text: it and whatever it decodes to. */
function readings(text: string): string[] {
  const runs = [...text.matchAll(/[\w+/-]{8,}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  const twice = runs.flatMap((run) =>
    [...run.matchAll(/[\w+/-]{8,}/g)].map(([one]) => Buffer.from(one, 'base64').toString('latin1')),
  );
  return [text, ...runs, ...twice];
}

describe('a secret of the user shows in no spelling', () => {
  test.each(Object.entries(SPELLINGS))('%s', (_name, write) => {
    const written = write(SECRET);
    const redactor = createRedactor([SECRET]);
    for (const text of [
      written,
      `before ${written} behind`,
      `<p>${written}</p>`,
      JSON.stringify({ a: written }),
    ]) {
      const clean = redactor.text(text);
      expect(clean).toContain(HIDDEN);
      expect(clean).not.toContain(written);
      for (const reading of readings(clean))
        expect(reading.toLowerCase()).not.toContain(SECRET.slice(2, 8).toLowerCase());
    }
    const [[, header = ''] = []] = redactor.headers([['X-Any', written]]);
    expect(header).toContain(HIDDEN);
  });

  test('whatever the secret is, and whatever stands around it', () => {
    // Digits and both cases: no word. What the mask itself spells is no secret.
    const secret = fc.string({ minLength: 6, maxLength: 30 }).map((value) => `aZ4${value}`);
    fc.assert(
      fc.property(
        secret,
        fc.string(),
        fc.string(),
        fc.constantFrom(...Object.values(SPELLINGS).slice(0, 1), encodeURIComponent, base64),
        (value, before, after, write) => {
          const written = write(value);
          const clean = createRedactor([value]).text(`${before} ${written} ${after}`);
          if (!`${before} ${HIDDEN} ${after}`.includes(written)) expect(clean).not.toContain(written);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('inside a longer base64, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 7 }), fc.string({ maxLength: 7 }), (before, after) => {
        const encoded = base64(`${before}correct horse battery${after}`);
        const clean = createRedactor(['correct horse battery']).text(encoded);
        expect(Buffer.from(clean.split(HIDDEN).join(''), 'base64').toString()).not.toContain('horse');
        expect(clean).toContain(HIDDEN);
      }),
    );
  });

  test('in a shell line, for every kind of credential', () => {
    const identity: Identity = {
      name: 'ada',
      credentials: [
        { kind: 'bearer', token: SECRET },
        { kind: 'api-key', in: 'query', name: 'k', value: "it's 4 Key" },
        { kind: 'cookie', name: 'sid', value: 'c00kie-of-ada' },
      ],
    };
    const headers = [['X-Copy', "it's 4 Key"]] as const;
    const request = speakAs(identity, {
      method: 'POST',
      url: 'https://a.example/x',
      headers,
      body: `pw=${SECRET}`,
    });
    const line = createRedactor(secretsOf(identity)).text(toCurl(request, identity));
    expect(line).not.toMatch(/Kx9|4 Key|c00kie/);
    expect(createRedactor(secretsOf(identity)).text(toCurl(request))).not.toMatch(/Kx9|4 Key|c00kie/);
  });

  test('basic credentials, together and apart', () => {
    const identity: Identity = {
      name: 'ada',
      credentials: [{ kind: 'basic', user: 'ada', password: 'love4lace' }],
    };
    const { text, headers } = createRedactor(secretsOf(identity));
    const { headers: said } = speakAs(identity, { method: 'GET', url: 'http://a/', headers: [] });
    expect(headers(said)).toEqual([['Authorization', `Basic ${HIDDEN}`]]);
    expect(text(`echo: ${said[0]?.[1]}; the password is love4lace`)).not.toMatch(/YWRh|love/);
  });
});

describe('a common word is hidden where it stands as a value, and nowhere else', () => {
  test.each(['admin', 'test', '1234', 'password', 'lovelace', 'Admin123', 'secret'])('%s', (word) => {
    const { text, headers } = createRedactor([word]);
    for (const value of [
      `{"login":"ada","pw":"${word}"}`,
      `["${word}","x"]`,
      `q=1&pw=${word}`,
      `pw=${word}&q=1`,
      `https://a.example/?pw=${word}#top`,
      `{"echo":"{\\"pw\\":\\"${word}\\"}"}`,
      `<pw>${word}</pw>`,
      `X-Pw: ${word}\r\nHost: a`,
      `https://ada:${word}@a.example/`,
      `curl -d 'pw=${word}' 'https://a.example'`,
      word,
    ]) {
      expect(text(value), value).toContain(HIDDEN);
      expect(text(value).replace(HIDDEN, ''), value).not.toContain(word);
    }
    expect(headers([['X-Pw', word]])).toEqual([['X-Pw', HIDDEN]]);
    for (const value of [
      `https://a.example/${word}/users`,
      `/api/${word}`,
      `The ${word} area of ${word}istrators`,
      `my-${word}-service and ${word}.css`,
      `{"${word}":1}`,
      `{"note":"the ${word} page"}`,
      `{"at":"/${word}"}`,
      `{"n":5${word.replace(/\D/g, '') || 1}}`,
    ]) {
      expect(text(value)).toBe(value);
    }
  });
});
