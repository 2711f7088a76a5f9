import { describe, expect, test } from 'vitest';
import { SECRET_PATTERNS } from '../../src/material/secret-patterns.ts';
import { findSecrets } from '../../src/material/secrets.ts';
import { unshown } from './alternatives.ts';

/** Put together at run time, so that no secret scanner takes this file for a leak. */
const of = (...parts: string[]) => parts.join('');
const RANDOM = 'q7Kx2LmP9vRt4YwZ8nBc3FhJ6sDgA1eU5iXoTzVwQrMaSd0GfHjKl';
const random = (length: number) => RANDOM.repeat(5).slice(0, length);
const HEX = '8d969eef6ecad3c29a3a629280e686cf';
const BASE32 = 'Q3EGRV7NXPL2KTMW';

/** At least one value of every kind, one for each of its markers and for each alternative of its shape. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'aws-secret-key': ['SecretAccessKey', 'secret_access_key', 'SECRET_ACCESS_KEY', 'secretAccessKey'].map(
    (name) => of('aws_'.slice(0, 17 - name.length < 4 ? 0 : 4), name, ' = ', random(40)),
  ),
  'aws-key-id': ['AKIA', 'ASIA'].map((head) => of(head, BASE32)),
  'google-api-key': [of('AIza', random(35))],
  'google-oauth-secret': [of('GOCSPX', '-', random(28))],
  'github-token': ['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((head) => of(head, '_', random(36))),
  'github-fine-token': [of('github', '_pat_', random(22), '_', random(59))],
  'gitlab-token': [of('glpat', '-', random(20))],
  'slack-token': ['b', 'p', 'a', 'r', 's'].map((kind) => of('xox', kind, '-2948172635-', random(24))),
  'slack-webhook': [of('https://hooks.slack', '.com/services/', 'T0A1B2C3D/B0E1F2G3H/', random(24))],
  'stripe-live-key': ['sk_', 'rk_'].map((head) => of(head, 'live_', random(24))),
  'house-live-key': ['key', 'token', 'secret'].map((name) =>
    of('DEFAULT_', name, ' = "', 'acme_', 'live_', HEX, '"'),
  ),
  'stripe-test-key': ['sk_', 'rk_'].map((head) => of(head, 'test_', random(24))),
  'stripe-webhook-secret': [of('whsec', '_', random(32))],
  'anthropic-key': ['api', 'admin'].map((kind) => of('sk-ant-', kind, '03-', random(90))),
  'openai-key': [
    of('sk-', 'proj-', random(60)),
    of('sk-', 'svcacct-', random(60)),
    of('sk-', 'admin-', random(60)),
  ],
  'openai-legacy-key': [of('sk-', random(20), 'T3Blbk', 'FJ', random(20))],
  'sendgrid-key': [of('SG', '.', random(22), '.', random(43))],
  'twilio-key': ['TWILIO_AUTH_TOKEN', 'twilio_auth_token', 'twilioAuthToken'].map((name) => `${name}=${HEX}`),
  'npm-token': [of('npm', '_', random(36))],
  'pypi-token': [of('pypi-AgEIcHlw', 'aS5vcmc', random(60))],
  'telegram-bot-token': [of('https://api.telegram', '.org/bot', '6839201745:', random(35))],
  'azure-storage-key': [`AccountKey=${random(86)}==`],
  'private-key': ['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', 'PGP '].map((kind) =>
    of(
      '-----BEGIN ',
      kind,
      'PRIVATE',
      ` KEY${kind === 'PGP ' ? ' BLOCK' : ''}-----`,
      kind === 'EC ' ? '\\n' : '\n',
      random(64),
    ),
  ),
  'database-url':
    'postgres postgresql mysql mariadb mongodb mongodb+srv redis rediss amqp amqps mssql sqlserver clickhouse'
      .split(' ')
      .map((scheme) => `${scheme}://app:R4nd0mpw@db.bletchley.org.uk/x`),
  'http-url-credentials': ['https', 'http'].map(
    (scheme) => `${scheme}://ada:R4nd0mpw@git.bletchley.org.uk/x`,
  ),
};

test('every kind of secret has examples, and every example a kind', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(SECRET_PATTERNS.map(({ id }) => id).sort());
});

describe.each(SECRET_PATTERNS.map((pattern) => [pattern.id, pattern] as const))('%s', (id, pattern) => {
  const examples = EXAMPLES[id] ?? [];
  test('each of its examples is found as this, and as nothing else', () => {
    for (const text of examples) {
      const found = findSecrets(JSON.stringify({ value: text }));
      expect(
        found.map((one) => one.pattern.id),
        text.slice(0, 20),
      ).toEqual([id]);
    }
  });
  test('each marker and each alternative of its shape is needed by one', () => {
    const markers = pattern.markers.filter((marker) => !examples.some((text) => text.includes(marker)));
    expect(markers).toEqual([]);
    expect(unshown(pattern.shape, examples)).toEqual([]);
  });
});
