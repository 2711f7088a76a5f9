import { DAY_MS, mintCertificate } from '../../src/material/certificates.ts';
import { authority, LAB_HOST, overTls, serverCertificate } from './authority.ts';

const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);
const foreign = mintCertificate({ subject: { commonName: 'Somebody Else' }, ca: true });
const intermediate = mintCertificate({
  subject: { commonName: 'Lab Intermediate' },
  issuer: authority,
  ca: true,
});
const behindIntermediate = serverCertificate({
  issuer: intermediate,
  issuerUrl: 'http://pki.lab.example/intermediate.cer',
});

/** One server per thing that can be wrong with a certificate. */
export const certificates = {
  good: overTls(),
  expired: overTls(serverCertificate({ validFrom: daysFromNow(-100), validTo: daysFromNow(-2) })),
  notYetValid: overTls(serverCertificate({ validFrom: daysFromNow(3) })),
  expiring: overTls(serverCertificate({ validFrom: daysFromNow(-80), validTo: daysFromNow(5) })),
  shortLived: overTls(serverCertificate({ validFrom: daysFromNow(-1), validTo: daysFromNow(5) })),
  selfSigned: overTls(
    mintCertificate({ subject: { commonName: LAB_HOST }, altNames: [LAB_HOST, 'localhost', '127.0.0.1'] }),
  ),
  foreign: overTls(serverCertificate({ issuer: foreign })),
  otherName: overTls(serverCertificate({ altNames: ['www.elsewhere.example', '*.elsewhere.example'] })),
  wildcard: overTls(serverCertificate({ altNames: ['*.lab.example'] })),
  shortKey: overTls(serverCertificate({ rsaBits: 1024 }), { ciphers: 'ECDHE+AESGCM:@SECLEVEL=0' }),
  rsaKey: overTls(serverCertificate({ rsaBits: 2048 })),
  sha1: overTls(serverCertificate({ hash: 'sha1' }), { ciphers: 'ECDHE+AESGCM:@SECLEVEL=0' }),
  tenYears: overTls(serverCertificate({ validTo: daysFromNow(3_650) })),
  alone: overTls(behindIntermediate),
  whole: overTls({ ...behindIntermediate, cert: behindIntermediate.cert + intermediate.cert }),
};
