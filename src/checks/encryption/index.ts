import type { Check } from '../rule.ts';
import { certificateNameMismatch } from './certificate-name-mismatch.ts';
import { cleartextTransport } from './cleartext-transport.ts';
import { clientCertificateNotRequired } from './client-certificate-not-required.ts';
import { crossSiteCookie } from './cross-site-cookie.ts';
import { expiredCertificate } from './expired-certificate.ts';
import { expiredClientCertificateAccepted } from './expired-client-certificate-accepted.ts';
import { expiringCertificate } from './expiring-certificate.ts';
import { foreignClientCertificateAccepted } from './foreign-client-certificate-accepted.ts';
import { incompleteCertificateChain } from './incomplete-certificate-chain.ts';
import { insecureCookie } from './insecure-cookie.ts';
import { legacyTlsVersion } from './legacy-tls-version.ts';
import { missingForwardSecrecy } from './missing-forward-secrecy.ts';
import { missingHsts } from './missing-hsts.ts';
import { missingHttpsRedirect } from './missing-https-redirect.ts';
import { mixedContent } from './mixed-content.ts';
import { overlongCertificateLifetime } from './overlong-certificate-lifetime.ts';
import { scriptReadableCookie } from './script-readable-cookie.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { selfSignedClientCertificateAccepted } from './self-signed-client-certificate-accepted.ts';
import { untrustedCertificate } from './untrusted-certificate.ts';
import { weakCertificateKey } from './weak-certificate-key.ts';
import { weakCertificateSignature } from './weak-certificate-signature.ts';
import { weakCipherSuite } from './weak-cipher-suite.ts';
import { weakHsts } from './weak-hsts.ts';
import { wrongUsageClientCertificateAccepted } from './wrong-usage-client-certificate-accepted.ts';

export const encryption: Check = {
  id: 'encryption',
  title: 'Transport security (TLS)',
  owasp: 'API8:2023 Security Misconfiguration',
  purpose: 'Is all traffic encrypted with current TLS settings, and are cookies protected?',
  ground: 'host',
  essential: ['cleartext-transport', 'legacy-tls-version', 'untrusted-certificate'],
  rules: [
    cleartextTransport,
    missingHttpsRedirect,
    missingHsts,
    weakHsts,
    legacyTlsVersion,
    weakCipherSuite,
    missingForwardSecrecy,
    expiredCertificate,
    expiringCertificate,
    selfSignedCertificate,
    untrustedCertificate,
    certificateNameMismatch,
    weakCertificateKey,
    weakCertificateSignature,
    overlongCertificateLifetime,
    incompleteCertificateChain,
    insecureCookie,
    scriptReadableCookie,
    crossSiteCookie,
    mixedContent,
    clientCertificateNotRequired,
    selfSignedClientCertificateAccepted,
    foreignClientCertificateAccepted,
    expiredClientCertificateAccepted,
    wrongUsageClientCertificateAccepted,
  ],
};
