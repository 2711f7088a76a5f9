import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  digestName,
  entropy,
  findJwts,
  findPasswordHash,
  findSecrets,
  isPlaceholder,
  readJwt,
} from '../../src/material/secrets.ts';

/** Put together at run time, so that no secret scanner takes this file for a leak. */
const join = (...parts: string[]) => parts.join('');
const RANDOM = 'q7Kx2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXoTzVwQrMaSd0GfHjKl';
const random = (length: number) => RANDOM.repeat(5).slice(0, length);

const FORMATS: readonly (readonly [id: string, text: string])[] = [
  ['aws-key-id', join('AKIA', 'Q3EGRV7NXPL2KTMW')],
  ['aws-secret-key', `aws_${join('secret_access', '_key')} = ${random(40)}`],
  ['google-api-key', join('AIza', random(35))],
  ['google-oauth-secret', join('GOCSPX', '-', random(28))],
  ['github-token', join('ghp', '_', random(36))],
  ['gitlab-token', join('glpat', '-', random(20))],
  ['slack-token', join('xoxb', '-2948172635-', random(24))],
  ['stripe-live-key', join('sk_', 'live_', random(24))],
  ['stripe-test-key', join('rk_', 'test_', random(24))],
  ['anthropic-key', join('sk-ant-', 'api03-', random(90))],
  ['openai-key', join('sk-', 'proj-', random(60))],
  ['openai-legacy-key', join('sk-', random(20), 'T3Blbk', 'FJ', random(20))],
  ['sendgrid-key', join('SG', '.', random(22), '.', random(43))],
  ['npm-token', join('npm', '_', random(36))],
  ['azure-storage-key', `AccountKey=${random(86)}==`],
  ['private-key', `-----BEGIN ${join('PRIVATE', ' KEY')}-----\\n${random(64)}`],
  ['private-key', `-----BEGIN EC ${join('PRIVATE', ' KEY')}-----\n${random(64)}`],
  ['database-url', 'mongodb+srv://app:R4nd0mpw@cluster.mongodb.net/db'],
  ['http-url-credentials', 'https://ada:R4nd0mpw@git.bletchley.org.uk/x.git'],
];

describe('secrets', () => {
  test.each(FORMATS)('%s is found alone, in JSON and behind a newline', (id, text) => {
    for (const around of [text, JSON.stringify({ a: text }), `x\\n${text} y`]) {
      expect(findSecrets(around).map(({ pattern }) => pattern.id)).toContain(id);
    }
  });

  test.each([
    join('sk_', 'live_xxxxxxxxxxxxxxxxxxxxxxxx'),
    join('AKIA', 'IOSFODNN7EXAMPLE'),
    'postgres://user:password@localhost/db',
    join('postgres://user:$', '{DB_PASSWORD}@db/x'),
    'https://user:<password>@host/',
    `a${join('ghp', '_', random(36))}`,
    `-----BEGIN PUBLIC KEY-----\n${random(64)}`,
    'https://host.org.uk:8080/@scope/package',
    '9fceb02d0ae598e95dc970b74767f19372d61af8',
  ])('%s is none', (text) => expect(findSecrets(text)).toEqual([]));

  test('long texts of half-matches take time in proportion to their length', () => {
    const started = performance.now();
    for (const part of ['eyJ', 'sk-', 'https://a', 'AKIA', 'xoxb-1']) {
      findSecrets(part.repeat(50_000));
      findJwts(part.repeat(50_000));
    }
    // Linear: some tens of milliseconds. Quadratic: minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('any text is read without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => findSecrets(text).length >= 0 && findJwts(text).length >= 0),
    );
  });
});

describe('placeholders', () => {
  test.each([
    'changeme',
    'your-api-key',
    '********',
    join('$', '{TOKEN}'),
    'xxxxxxxx',
    '{{ token }}',
    'password',
  ])('%s is one', (value) => expect(isPlaceholder(value)).toBe(true));
  test.each(['k7Jq2mVw9Xr4', 'hunter2', 'R4nd0mpw'])('%s is none', (value) =>
    expect(isPlaceholder(value)).toBe(false),
  );
});

describe('hashes', () => {
  test.each([
    ['bcrypt', '$2b$12$KIXQ4Sg1vP0uJ9mYz3bW5eQkTn8rLd7aHs2FcVx6MwEoBiGyUpR4C'],
    ['Argon2', '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21l$RdescudvJCsgt3ub+b5dWRWJTmaaqObG'],
    ['PBKDF2', 'pbkdf2_sha256$600000$q7Kx2LmP9vRt$Z8nBc3FhJ6sDgA1eU5iXoTzVwQrMaSd0GfHjKlq7Kx2='],
    [
      'PBKDF2',
      'pbkdf2:sha256:260000$q7Kx2LmP$8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92',
    ],
    ['scrypt', 'scrypt:32768:8:1$q7Kx2LmP$8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92'],
    ['crypt', '$6$rounds=5000$saltsalt$q7Kx2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXoTzVwQrMaSd0GfHjKl'],
  ])('%s is told', (name, value) => expect(findPasswordHash(`{"x":"${value}"}`)?.name).toBe(name));

  test('digests are told by length', () => {
    expect(digestName('5f4dcc3b5aa765d61d8327deb882cf99')).toBe('MD5');
    expect(digestName('00000000000000000000000000000000')).toBeUndefined();
    expect(digestName('password')).toBeUndefined();
  });
  test('entropy counts distinct characters', () => {
    expect(entropy('aaaa')).toBe(0);
    expect(entropy('abcd')).toBe(2);
  });
});

test('a token is read without checking it', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'HS256' })}.${part({ sub: '7' })}.${random(43)}`;
  expect(findJwts(`{"a":"${token}"}`)).toEqual([token]);
  expect(readJwt(token)?.claims.sub).toBe('7');
  expect(readJwt('eyJub.eyJub.x')).toBeUndefined();
});
