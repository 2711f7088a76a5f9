import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RetentionError } from '../errors.ts';
import type { Arm, Speaker } from './arm.ts';
import { type ClientCertificate, certificateMint } from './mint-certificate.ts';

/** Either a CA of the user's, or a folder with `name.pem` files that hold certificate and key (or `.crt` + `.key`). */
export type CertificateSupply =
  | { readonly caKey: string; readonly caCertificate: string }
  | { readonly folder: string };

/** Below this a leak can not be told from noise. */
const LEAST_IN_FOLDER = 100;

/** A new TLS handshake on every request; the certificate repeats in control phases and is fresh in waves. */
export function certificateArm(
  url: URL,
  supply: CertificateSupply,
  bytes: number,
  headers: Readonly<Record<string, string>>,
): Arm {
  const path = `${url.pathname}${url.search}`;
  const speaker = (tls: ClientCertificate): Speaker => ({
    path,
    headers: Object.entries(headers).flat(),
    tls,
  });
  const common = { name: 'certificate', newConnection: { same: true, fresh: true } } as const;
  if ('caKey' in supply) {
    const mint = certificateMint(supply.caKey, supply.caCertificate);
    return {
      ...common,
      credentialBytes: bytes,
      mostIdentities: Number.POSITIVE_INFINITY,
      same: speaker(mint(bytes)),
      fresh: async (count) => Array.from({ length: count }, () => speaker(mint(bytes))),
    };
  }
  const [same, ...rest] = certificatesIn(supply.folder);
  if (same === undefined || rest.length < LEAST_IN_FOLDER)
    throw new RetentionError(
      'bad-option',
      `${supply.folder} holds ${rest.length} client certificates; at least ${LEAST_IN_FOLDER} are needed.`,
    );
  return {
    ...common,
    credentialBytes: same.cert.length,
    mostIdentities: rest.length,
    same: speaker(same),
    fresh: async (count) => rest.splice(0, count).map(speaker),
  };
}

function certificatesIn(folder: string): ClientCertificate[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(pem|crt)$/.test(name))
      .sort()
      .map((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        const key = text.includes('PRIVATE KEY')
          ? text
          : readFileSync(join(folder, name.replace(/\.(pem|crt)$/, '.key')), 'utf8');
        return { cert: text, key };
      });
  } catch (error) {
    throw new RetentionError(
      'bad-option',
      `Client certificates in ${folder} can not be read: each needs its key.`,
      error,
    );
  }
}
