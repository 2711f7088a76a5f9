import { overTls, serverCertificate } from './authority.ts';

const rsa = serverCertificate({ rsaBits: 2048 });

/** One server per thing that can be wrong with what TLS offers. */
export const protocols = {
  careful: overTls(),
  tls10: overTls(rsa, { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }),
  tls11: overTls(rsa, { minVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
  only10: overTls(rsa, { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }),
  cbc: overTls(rsa, { ciphers: 'ECDHE+AESGCM:ECDHE-RSA-AES128-SHA:AES256-SHA:@SECLEVEL=0' }),
  staticKeys: overTls(rsa, { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' }),
  staticPreferred: overTls(rsa, {
    maxVersion: 'TLSv1.2',
    ciphers: 'AES128-GCM-SHA256:ECDHE+AESGCM',
    honorCipherOrder: true,
  }),
  tls13: overTls(rsa, { minVersion: 'TLSv1.3' }),
};
