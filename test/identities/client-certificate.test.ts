import { createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ada, expired } from '../../lab/encryption/client-certificates.ts';
import { toIdentity } from '../../src/identities/credentials.ts';
import { toIdentities } from '../../src/identities/users.ts';

const { cert, key } = ada.tls ?? { cert: '', key: '' };
const locked = createPrivateKey(key).export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'pass',
}) as string;

describe('client certificates', () => {
  test('certificate and key, apart or in one text, open or locked', () => {
    expect(toIdentity({ cert, key })?.tls).toEqual({ cert, key });
    expect(toIdentity({ cert: cert + key })?.tls).toEqual({ cert: cert + key, key: cert + key });
    expect(toIdentity({ cert, key: locked, passphrase: 'pass' })?.tls?.passphrase).toBe('pass');
  });

  test.each([
    ['no key', { cert }, /add --key/],
    ['no certificate', { key }, /add --cert/],
    ['swapped', { cert: key, key: cert }, /is a private key/],
    ['not PEM', { cert: 'hello', key }, /not a PEM certificate/],
    ['key not PEM', { cert, key: 'hello' }, /not a PEM private key/],
    ['damaged', { cert: cert.replace(/[A-Za-z0-9+/]{40}/, 'A'.repeat(7)), key }, /damaged/],
    ['locked without passphrase', { cert, key: locked }, /--passphrase/],
    ['wrong passphrase', { cert, key: locked, passphrase: 'wrong' }, /passphrase is wrong/],
    ['another’s key', { cert, key: expired.tls?.key ?? '' }, /does not belong/],
    ['expired', { cert: expired.tls?.cert ?? '', key: expired.tls?.key ?? '' }, /expired on \d{4}-\d\d-\d\d/],
  ])('%s', (_name, given, sentence) => {
    expect(() => toIdentity(given)).toThrow(
      expect.objectContaining({
        code: 'invalid-certificate',
        exitCode: 2,
        message: expect.stringMatching(sentence),
      }),
    );
  });

  test('beside a sound one, an expired certificate may be there to see that it is refused', () => {
    const { cert: old, key: oldKey } = expired.tls ?? { cert: '', key: '' };
    const [, other] = toIdentities({ cert, key }, [{ cert: old, key: oldKey }]);
    expect(other).toMatchObject({ name: 'other', tls: { cert: old } });
    expect(() => toIdentities({ cert: old, key: oldKey }, [{ cert, key }])).toThrow(/expired on/);
  });
});
