import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';
import type { Planted } from './kinds.ts';
import { ENVIRONMENT, PLANTED, PRIVATE_KEY, secretIn } from './kinds.ts';

const { text, headers } = createRedactor([]);
const json = JSON.stringify;

/** Places where a value stands under its name. */
const NAMED: Readonly<Record<string, (planted: Planted) => string>> = {
  'a field of JSON': ({ field, value }) => json({ id: 7, [field]: value, name: 'Ada' }),
  'indented JSON': ({ field, value }) => json([{ id: 7, [field]: value }], null, 2),
  'JSON that is cut off': ({ field, value }) =>
    `${json({ id: 7, [field]: value }).slice(0, -1)},"more":"of i`,
  'the middle of JSON': ({ field, value }) => `… 7,${json({ [field]: value, name: 'Ada' }).slice(1)}`,
  'JSON in JSON': ({ field, value }) => json({ log: json({ [field]: value }) }),
  'JSON in a page': ({ field, value }) => `<script>let s = ${json({ [field]: value })};</script>`,
  'a query': ({ field, value }) =>
    `https://a.example/x?${new URLSearchParams({ id: '7', [field]: value, y: '1' })}`,
  'a line of a log': ({ field, value }) => `2026-01-01 ERROR ${field}="${value}" user=7`,
  'an element': ({ field, value }) => `<user><${field}>${value}</${field}></user>`,
  'an input': ({ field, value }) => `<input type="text" name="${field}" value="${value}">`,
  'a setting of XML': ({ field, value }) => `<add key="${field}" value="${value}" />`,
  YAML: ({ field, value }) => `app:\n  ${field}: "${value}"\n  port: 80`,
  'a shell line': ({ field, value }) => `curl -d '${json({ [field]: value })}' https://a.example`,
  'an object of a script': ({ field, value }) => `{'${field}': '${value}', 'id': 7}`,
};

/** What is told by its shape alone, wherever it stands. */
const OWN_SHAPE = PLANTED.filter(
  ({ kind }) =>
    !/^(AWS secret|SHA-1|password|short|passphrase|API key by|session|refresh|one-time|security|Dutch|birth|phone|login|cookie)/.test(
      kind,
    ),
);
const ANYWHERE: Readonly<Record<string, (value: string) => string>> = {
  'an odd field': (value) => json({ whatever: value }),
  'a list': (value) => json({ of: [1, value, 'x'] }),
  'a name': (value) => json({ [value]: 1 }),
  prose: (value) => `It failed for ${value} in line 3.`,
  'a page, escaped': (value) =>
    `<pre>failed: ${value.replace(/[&<>"'/+=@]/g, (one) => `&#${one.charCodeAt(0)};`)}</pre>`,
  'escapes of JSON': (value) =>
    `"${[...value].map((one) => (/\w/.test(one) ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('')}"`,
  'percent encoding': (value) => `https://a.example/x/${encodeURIComponent(value)}/y`,
};

describe.each(PLANTED.map((planted) => [planted.kind, planted] as const))('%s', (_kind, planted) => {
  test.each(Object.entries(NAMED))('in %s', (_place, write) => {
    const written = write(planted);
    const clean = text(written);
    expect(clean).toMatch(/…\(\d+ characters\)/);
    for (const form of forms(secretIn(planted))) expect(clean).not.toContain(form);
    expect(text(clean)).toBe(clean);
    if (isJson(written)) expect(isJson(clean)).toBe(true);
  });
});

describe.each(OWN_SHAPE.map((planted) => [planted.kind, planted] as const))(
  '%s by its shape',
  (_kind, planted) => {
    test.each(Object.entries(ANYWHERE))('in %s', (_place, write) => {
      const written = write(planted.value);
      const clean = text(written);
      for (const form of forms(secretIn(planted))) expect(clean).not.toContain(form);
      expect(clean).not.toBe(written);
      if (isJson(written)) expect(isJson(clean)).toBe(true);
    });
  },
);

function forms(secret: string): string[] {
  return [
    secret,
    json(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
  ];
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

test('an environment file shows its names', () => {
  const clean = text(ENVIRONMENT.text);
  for (const secret of ENVIRONMENT.secrets) expect(clean).not.toContain(secret);
  expect(clean.replace(/…\(\d+ characters\)/g, '*')).toBe(
    'JWT_SECRET=Zk3v*\nADMIN_PASSWORD="Wint*"\nSMTP_PASS=hu*\nSESSION_KEY=corr*\nexport API_TOKEN=abcd*\nSTRIPE=sk_live_*\nDB_HOST=db\nPORT=8080\n',
  );
});

test('a private key is hidden to its end, and as far as it was kept', () => {
  expect(text(`key: ${PRIVATE_KEY} end`)).toBe(
    'key: -----BEGIN PRIVATE KEY-----…(131 characters)-----END PRIVATE KEY----- end',
  );
  expect(text(PRIVATE_KEY.slice(0, 120))).not.toMatch(/MIIE|MzEf/);
});

test.each([
  '[2026-01-01 12:00:01] login failed, password=hunter2-Correct',
  '[1] token=hunter2-Correct',
  '{} password: hunter2-Correct\npassword=hunter2-Correct',
  '["a"] and password=hunter2-Correct',
  '{"a":1}\n{"password":"hunter2-Correct"}',
  '{"a":tru password=hunter2-Correct',
])('what only begins like JSON is read as text: %s', (value) => {
  expect(text(value)).not.toContain('Correct');
});

test('numbers of JSON become strings, so that it stays JSON', () => {
  expect(text('{"card":4539578763621486,"pin":4711,"id":7,"list":[4539578763621486]}')).toBe(
    '{"card":"4539…(16 characters)","pin":"…(4 characters)","id":7,"list":["4539…(16 characters)"]}',
  );
});

test('headers tell their scheme, and cookies their name and attributes', () => {
  expect(
    headers([
      ['Set-Cookie', 'sid=s3cr3tSession99; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT; HttpOnly'],
      ['Cookie', 'a=1234567890ab; b=two'],
      ['Authorization', 'Bearer abcdefgh12345'],
      ['X-Auth-Token', 'abc12345'],
      ['Location', '/cb?code=7&access_token=0123456789abcdef'],
      ['WWW-Authenticate', 'Bearer realm="api", error="invalid_token"'],
      ['X-Request-Id', '0190a6f2-7c1e-7abc-8def-0123456789ab'],
      ['ETag', '"5d41402abc4b2a76b9719d911017c592"'],
    ]),
  ).toEqual([
    ['Set-Cookie', 'sid=s3cr…(15 characters); Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT; HttpOnly'],
    ['Cookie', 'a=1234…(12 characters); b=…(3 characters)'],
    ['Authorization', 'Bearer abcd…(13 characters)'],
    ['X-Auth-Token', 'ab…(8 characters)'],
    ['Location', '/cb?code=7&access_token=0123…(16 characters)'],
    ['WWW-Authenticate', 'Bearer realm="api", error="invalid_token"'],
    ['X-Request-Id', '0190a6f2-7c1e-7abc-8def-0123456789ab'],
    ['ETag', '"5d41402abc4b2a76b9719d911017c592"'],
  ]);
});

describe('what is no secret stays as it is', () => {
  test.each([
    '{"id":7,"name":"Ada","status":"open","total":129.95,"at":"2026-01-01T00:00:00.000+01:00"}',
    '{"token_type":"Bearer","expires_in":3600,"scope":"read write"}',
    '{"errors":{"password":"must be at least 8 characters","token":"is required"}}',
    '{"password":{"type":"string","format":"password"},"passwordPolicy":"strong","hasPassword":true}',
    '{"max_tokens":1024,"total_tokens":15,"key":"name","primaryKey":"user_id","keyboard":"qwertz"}',
    '{"order":"4000000000000003","ean":"4006381333931","uuid":"4539a6f2-7c1e-4abc-8def-012345678901"}',
    '{"message":"Invalid token","error":"invalid_token","error_description":"The access token expired"}',
    '{"compass":"north","bypass":"cache-layer","author":"Ada Lovelace","session_count":"12"}',
    '{"authorization_endpoint":"https://a.example/auth","token_endpoint":"https://a.example/token","jwks_uri":"https://a.example/keys"}',
    'Authorization: Bearer: with one made-up key the limit was reached; two others were answered 200.',
    "curl -H 'Authorization: Bearer mb-0123456789abcdef01234567' -H 'X-Key: mb7f3a91c04e5d28b6'",
    'A token with the algorithm "none" and no signature was accepted with status 200.',
    'The service reads the header Authorization: without it every answer is 401.',
    'support@shop.io, mb0123abcd@example.com, icon@2x.png, git@github.com:a/b.git',
    'Traceback (most recent call last):\n  File "/app/x.py", line 3, in get_token\nKeyError: \'user\'',
    'GET /users/4711?page=2&sort=name&key=value HTTP/1.1',
    'Version 10.15.7 (21F79) of 2026-11-25 22:55, 192.168.10.24:8443',
    '<form><input type="password" name="password"><input name="q" value="shoes"></form>',
    'openapi: 3.0.3\ninfo:\n  title: Shop\n  version: "1"\npaths:\n  /a/{token}:\n    get: {}',
  ])('%s', (value) => {
    expect(text(value)).toBe(value);
  });
});

test('a long run of one character, as shell lines count it, and a noun of a sentence are no secrets', () => {
  const run = `curl -H 'X-API-Key: '"$(printf '%08000d' 0 | tr 0 k)" 'http://127.0.0.1/me'`;
  const said = 'Without a credential: kettle-7b-finetuned.';
  expect([run, said].map((text) => createRedactor([]).text(text))).toEqual([run, said]);
  expect(createRedactor([]).text('The credential: kettle-7b-finetuned.')).toContain('kett…(');
});
