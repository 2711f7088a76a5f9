import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { mintCertificate } from '../../src/material/certificates.ts';

const parsed = (options: Partial<Parameters<typeof mintCertificate>[0]> = {}) =>
  new X509Certificate(mintCertificate({ subject: { commonName: 'api.example' }, ...options }).cert);
const CRITICAL = '0101ff';
/** The extensions by their object identifiers in DER, with what follows each. */
const extension = (certificate: X509Certificate, id: string) =>
  certificate.raw.toString('hex').split(`0603${id}`)[1];

describe('a minted certificate', () => {
  test('is a leaf unless it is told to be an authority; basic constraints are critical (RFC 5280 section 4.2.1.9)', () => {
    expect(parsed().ca).toBe(false);
    expect(parsed({ ca: true }).ca).toBe(true);
    for (const ca of [true, false])
      expect(extension(parsed({ ca }), '551d13')?.startsWith(CRITICAL)).toBe(true);
  });

  test('carries usages and names that are not critical, where they are given', () => {
    const certificate = parsed({ usage: 'client', altNames: ['api.example', '10.0.0.7'] });
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(parsed({ usage: 'server' }).keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.subjectAltName).toBe('DNS:api.example, IP Address:10.0.0.7');
    for (const id of ['551d25', '551d11'])
      expect(extension(certificate, id)?.startsWith(CRITICAL)).toBe(false);
    expect(parsed().keyUsage).toBeUndefined();
    expect(parsed().subjectAltName).toBeUndefined();
  });

  test('says where its issuer can be fetched', () => {
    const certificate = parsed({ issuerUrl: 'http://ca.example/ca.crt' });
    expect(certificate.infoAccess).toContain('CA Issuers - URI:http://ca.example/ca.crt');
    expect(parsed().infoAccess).toBeUndefined();
  });

  test('names its subject, with the organization where there is one', () => {
    expect(parsed().subject).toBe('CN=api.example');
    expect(parsed({ subject: { commonName: 'a', organization: 'Shop' } }).subject).toBe('O=Shop\nCN=a');
  });

  test('is signed by itself, or by who issues it', () => {
    const authority = mintCertificate({ subject: { commonName: 'authority' }, ca: true });
    const leaf = parsed({ issuer: authority });
    expect(leaf.issuer).toBe('CN=authority');
    expect(leaf.verify(new X509Certificate(authority.cert).publicKey)).toBe(true);
    expect(leaf.verify(leaf.publicKey)).toBe(false);
    const own = parsed();
    expect(own.verify(own.publicKey)).toBe(true);
  });

  test.each([
    [undefined, undefined, 'ec', 'ecdsa-with-SHA256'],
    [undefined, 'sha1', 'ec', 'ecdsa-with-SHA1'],
    [1_024, undefined, 'rsa', 'sha256WithRSAEncryption'],
    [1_024, 'sha1', 'rsa', 'sha1WithRSAEncryption'],
  ] as const)('%s bits and %s make a key of %s, signed %s', (rsaBits, hash, keyType, signature) => {
    const { publicKey, raw } = parsed({ ...(rsaBits && { rsaBits }), ...(hash && { hash }) });
    expect(publicKey.asymmetricKeyType).toBe(keyType);
    const ids = {
      'ecdsa-with-SHA256': '06082a8648ce3d040302',
      'ecdsa-with-SHA1': '06072a8648ce3d0401',
      sha256WithRSAEncryption: '06092a864886f70d01010b',
      sha1WithRSAEncryption: '06092a864886f70d010105',
    };
    // Inside what is signed, and beside the signature (RFC 5280 section 4.1.1.2).
    expect(raw.toString('hex').split(ids[signature])).toHaveLength(3);
  });

  test.each([
    ['2049-12-31T23:59:59.000Z', 'Dec 31 23:59:59 2049 GMT'],
    ['2050-01-01T00:00:00.000Z', 'Jan  1 00:00:00 2050 GMT'],
  ])('ends at %s, on either side of 2050 (RFC 5280 section 4.1.2.5)', (validTo, says) => {
    expect(parsed({ validTo: new Date(validTo) }).validTo).toBe(says);
  });
});
