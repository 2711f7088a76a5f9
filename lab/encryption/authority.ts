import type https from 'node:https';
import { Hono } from 'hono';
import type { CertificateOptions, MintedCertificate } from '../../src/material/certificates.ts';
import { mintCertificate } from '../../src/material/certificates.ts';
import type { LabApp } from '../app.ts';

/** The name that lab servers are called by: not loopback in the eyes of the scanner. */
export const LAB_HOST = 'api.lab.example';

/** Trusted by the lab's scans, for servers and for clients. */
export const authority = mintCertificate({ subject: { commonName: 'Lab Authority' }, ca: true });

export function serverCertificate(options: Partial<CertificateOptions> = {}): MintedCertificate {
  return mintCertificate({
    subject: { commonName: LAB_HOST },
    altNames: [LAB_HOST, 'localhost', '127.0.0.1'],
    issuer: authority,
    usage: 'server',
    ...options,
  });
}

export const good = serverCertificate();

/** Only what a careful operator offers: TLS 1.2 and 1.3, ephemeral keys, authenticated encryption. */
const CAREFUL: https.ServerOptions = {
  minVersion: 'TLSv1.2',
  ciphers: 'ECDHE+AESGCM:ECDHE+CHACHA20',
};

export const users = () => new Hono().get('/users', (c) => c.json([{ id: 7, name: 'Ada' }]));

/** A small API behind TLS; careful unless told otherwise. */
export function overTls(
  certificate: MintedCertificate = good,
  tls: https.ServerOptions = {},
  routes: LabApp['routes'] = users(),
): LabApp {
  return { routes, tls: { ...CAREFUL, cert: certificate.cert, key: certificate.key, ...tls } };
}
