import { expect } from 'vitest';
import { certificates } from '../../../lab/encryption/certificates.ts';
import { certificateNameMismatch } from '../../../src/checks/encryption/certificate-name-mismatch.ts';
import { expiredCertificate } from '../../../src/checks/encryption/expired-certificate.ts';
import { expiringCertificate } from '../../../src/checks/encryption/expiring-certificate.ts';
import { incompleteCertificateChain } from '../../../src/checks/encryption/incomplete-certificate-chain.ts';
import { overlongCertificateLifetime } from '../../../src/checks/encryption/overlong-certificate-lifetime.ts';
import { selfSignedCertificate } from '../../../src/checks/encryption/self-signed-certificate.ts';
import { untrustedCertificate } from '../../../src/checks/encryption/untrusted-certificate.ts';
import { weakCertificateKey } from '../../../src/checks/encryption/weak-certificate-key.ts';
import { weakCertificateSignature } from '../../../src/checks/encryption/weak-certificate-signature.ts';
import { testTlsRule } from './tls-rule-test.ts';

const silent = { 'silent on a good certificate': { lab: certificates.good, fires: false } };

testTlsRule(expiredCertificate, {
  ...silent,
  'fires after the last day': {
    lab: certificates.expired,
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires before the first day': { lab: certificates.notYetValid, fires: true },
  'counts little on loopback, and says why': {
    lab: certificates.expired,
    host: 'localhost',
    fires: { severity: 'info' },
    also: ([finding]) => expect(finding?.locations[0]?.saw).toMatch(/on this machine/),
  },
});
testTlsRule(expiringCertificate, {
  ...silent,
  'fires in the last days': { lab: certificates.expiring, fires: { severity: 'low' } },
  'silent on one that lives for days anyway': { lab: certificates.shortLived, fires: false },
  'silent once it is over: another rule says that': { lab: certificates.expired, fires: false },
});
testTlsRule(selfSignedCertificate, {
  ...silent,
  'fires where the key signs itself': { lab: certificates.selfSigned, fires: { severity: 'high' } },
  'is information on loopback': {
    lab: certificates.selfSigned,
    host: '127.0.0.1',
    fires: { severity: 'info' },
  },
  'silent on a foreign authority: another rule says that': { lab: certificates.foreign, fires: false },
});
testTlsRule(untrustedCertificate, {
  ...silent,
  'fires on a foreign authority, as likely': {
    lab: certificates.foreign,
    fires: { severity: 'medium', confidence: 'likely' },
  },
  'silent on a self-signed one': { lab: certificates.selfSigned, fires: false },
  'silent on a missing intermediate': { lab: certificates.alone, fires: false },
  'silent on an expired one': { lab: certificates.expired, fires: false },
  'skipped over plain http': {
    lab: { routes: (_request, response) => response.end() },
    fires: false,
    skipped: /https/,
  },
});
testTlsRule(incompleteCertificateChain, {
  ...silent,
  'fires where the intermediate is missing': { lab: certificates.alone, fires: { severity: 'low' } },
  'silent where it is sent': { lab: certificates.whole, fires: false },
  'silent on a foreign authority': { lab: certificates.foreign, fires: false },
});
testTlsRule(certificateNameMismatch, {
  ...silent,
  'fires on other names': { lab: certificates.otherName, fires: { severity: 'high' } },
  'silent on a wildcard that covers the name': { lab: certificates.wildcard, fires: false },
  'is information on loopback': {
    lab: certificates.otherName,
    host: 'localhost',
    fires: { severity: 'info' },
  },
  'silent on an address in the certificate': { lab: certificates.good, host: '127.0.0.1', fires: false },
});
testTlsRule(weakCertificateKey, {
  ...silent,
  'fires on RSA of 1024 bits': { lab: certificates.shortKey, fires: { severity: 'medium' } },
  'silent on RSA of 2048 bits': { lab: certificates.rsaKey, fires: false },
});
testTlsRule(weakCertificateSignature, {
  ...silent,
  'fires on SHA-1': { lab: certificates.sha1, fires: { severity: 'medium' } },
});
testTlsRule(overlongCertificateLifetime, {
  ...silent,
  'fires on ten years': { lab: certificates.tenYears, fires: { severity: 'low' } },
});
