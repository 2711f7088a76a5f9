import type { KeyObject } from 'node:crypto';
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import {
  bits,
  explicit,
  implicit,
  integer,
  nothing,
  objectId,
  octets,
  sequence,
  set,
  time,
  truth,
  utf8,
} from './certificates-der.ts';

const OID = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  basicConstraints: '2.5.29.19',
  subjectAltName: '2.5.29.17',
  extendedKeyUsage: '2.5.29.37',
  authorityInformation: '1.3.6.1.5.5.7.1.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
} as const;

const USAGES = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

const SIGNATURES = {
  rsa: { sha256: '1.2.840.113549.1.1.11', sha1: '1.2.840.113549.1.1.5' },
  ec: { sha256: '1.2.840.10045.4.3.2', sha1: '1.2.840.10045.4.1' },
} as const;

export const DAY_MS = 24 * 60 * 60 * 1_000;

/** A certificate with its private key, PEM, and the name it carries. */
export interface MintedCertificate {
  readonly cert: string;
  readonly key: string;
  readonly subject: CertificateName;
}

export interface CertificateName {
  readonly commonName: string;
  readonly organization?: string;
}

export interface CertificateOptions {
  readonly subject: CertificateName;
  /** DNS names and IPv4 addresses. */
  readonly altNames?: readonly string[];
  /** Who signs; the certificate itself where left out. */
  readonly issuer?: MintedCertificate;
  /** A day ago, and in ninety days, where left out. */
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** RSA of this many bits; P-256 where left out. */
  readonly rsaBits?: number;
  readonly hash?: 'sha256' | 'sha1';
  /** Extended key usage; none, and so any use, where left out. */
  readonly usage?: keyof typeof USAGES;
  readonly ca?: boolean;
  /** Where the certificate says its issuer can be fetched. */
  readonly issuerUrl?: string;
}

/** Makes an X.509 v3 certificate with a fresh key. P-256 takes under a millisecond, RSA of 2048 bits a tenth of a second. */
export function mintCertificate(options: CertificateOptions): MintedCertificate {
  const { privateKey, publicKey } = options.rsaBits
    ? generateKeyPairSync('rsa', { modulusLength: options.rsaBits })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = options.issuer ? createPrivateKey(options.issuer.key) : privateKey;
  const hash = options.hash ?? 'sha256';
  const algorithm = algorithmOf(signer, hash);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    algorithm,
    nameOf(options.issuer?.subject ?? options.subject),
    sequence(
      time(options.validFrom ?? new Date(Date.now() - DAY_MS)),
      time(options.validTo ?? new Date(Date.now() + 90 * DAY_MS)),
    ),
    nameOf(options.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensionsOf(options))),
  );
  const der = sequence(body, algorithm, bits(sign(hash, body, signer)));
  return {
    cert: pem(der),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subject: options.subject,
  };
}

function algorithmOf(signer: KeyObject, hash: 'sha256' | 'sha1'): Buffer {
  if (signer.asymmetricKeyType === 'rsa') return sequence(objectId(SIGNATURES.rsa[hash]), nothing());
  return sequence(objectId(SIGNATURES.ec[hash]));
}

function nameOf({ commonName, organization }: CertificateName): Buffer {
  const part = (id: string, value: string) => set(sequence(objectId(id), utf8(value)));
  return sequence(
    ...(organization === undefined ? [] : [part(OID.organization, organization)]),
    part(OID.commonName, commonName),
  );
}

function extensionsOf({ ca, usage, altNames, issuerUrl }: CertificateOptions): Buffer[] {
  const extension = (id: string, value: Uint8Array, critical = false) =>
    sequence(objectId(id), ...(critical ? [truth()] : []), octets(value));
  const list = [extension(OID.basicConstraints, sequence(...(ca ? [truth()] : [])), true)];
  if (usage) list.push(extension(OID.extendedKeyUsage, sequence(objectId(USAGES[usage]))));
  if (altNames) list.push(extension(OID.subjectAltName, sequence(...altNames.map(altName))));
  if (issuerUrl) {
    const place = sequence(objectId(OID.caIssuers), implicit(6, Buffer.from(issuerUrl)));
    list.push(extension(OID.authorityInformation, sequence(place)));
  }
  return list;
}

function altName(name: string): Buffer {
  const address = /^\d+\.\d+\.\d+\.\d+$/.test(name);
  return address ? implicit(7, Buffer.from(name.split('.').map(Number))) : implicit(2, Buffer.from(name));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
