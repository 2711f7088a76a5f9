import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import {
  bits,
  explicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  time,
  truth,
  utf8,
} from '../../material/certificates-der.ts';
import { pieces } from '../../material/der-pieces.ts';
import { RetentionError } from '../errors.ts';

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  ed25519: '1.3.101.112',
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  /** A private arc: non-critical, so that nobody needs to understand it. */
  padding: '1.3.6.1.4.1.32473.1',
};
/** Curves whose integers fill whole bytes, so that their length is that of a coin toss. */
const CURVE_BYTES: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48 };
/** Each draw fits with a chance of one half. */
const MOST_DRAWS = 40;
const DAY_MS = 24 * 60 * 60 * 1_000;

export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * Mints client certificates signed by a CA of the user: fresh serial and subject, one shared P-256 key pair (a new one
 * costs more than the rest), a padding extension up to the wanted size. About 0.2 ms each.
 * Throws RetentionError `bad-option` when key and certificate do not belong together.
 */
export function certificateMint(
  caKeyPem: string,
  caCertificatePem: string,
): (bytes: number) => ClientCertificate {
  const { key: caKey, certificate } = readAuthority(caKeyPem, caCertificatePem);
  const issuer = subjectOf(certificate.raw);
  const algorithm = signatureAlgorithm(caKey);
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  // A day back for clocks that differ; an hour would do, but a test target may run in another zone.
  const from = new Date(Date.now() - DAY_MS);
  const until = new Date(Date.now() + DAY_MS);

  const mint = (padding: number): Buffer => {
    const serial = positive(randomBytes(16));
    const name = sequence(
      set(sequence(objectId(OID.commonName), utf8(`middlebrick ${serial.toString('hex')}`))),
    );
    const extensions = sequence(
      extension(OID.basicConstraints, sequence(), true),
      extension(OID.keyUsage, Buffer.from([0x03, 0x02, 0x07, 0x80]), true),
      extension(OID.extendedKeyUsage, sequence(objectId(OID.clientAuth)), false),
      ...(padding > 0 ? [extension(OID.padding, octets(randomBytes(padding)), false)] : []),
    );
    const body = sequence(
      explicit(0, integer(Buffer.from([2]))),
      integer(serial),
      algorithm,
      issuer,
      sequence(time(from), time(until)),
      name,
      publicKey,
      explicit(3, extensions),
    );
    return sequence(body, algorithm, bits(signed(body, caKey)));
  };
  const bare = mint(0).length;
  return (bytes) => ({ cert: pem(mint(Math.max(0, bytes - bare - 24))), key });
}

/** An integer of the same length every time: neither a sign bit nor a leading zero in DER. */
function positive(bytes: Buffer): Buffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

/**
 * Certificates differ in their identity alone, not in their length: an allocator that has to find room for blocks of
 * another size moves resident memory by more than a leak does. ECDSA draws a nonce each time, so its two integers have
 * any of several lengths; the commonest is drawn for.
 */
function signed(body: Buffer, key: KeyObject): Buffer {
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  let signature = sign(hash, body, key);
  const common = commonSignatureBytes(key);
  for (let draw = 0; draw < MOST_DRAWS && common !== undefined && signature.length !== common; draw++)
    signature = sign(hash, body, key);
  return signature;
}

/** One of the two integers of an ECDSA signature needs a leading zero in half of all signatures (RFC 3279, 2.2.3). */
function commonSignatureBytes(key: KeyObject): number | undefined {
  const bytes = CURVE_BYTES[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (bytes === undefined) return undefined;
  const content = 2 * (2 + bytes) + 1;
  return content + 2;
}

function extension(id: string, value: Uint8Array, critical: boolean): Buffer {
  return sequence(objectId(id), ...(critical ? [truth()] : []), octets(value));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function readAuthority(
  keyPem: string,
  certificatePem: string,
): { key: KeyObject; certificate: X509Certificate } {
  try {
    const key = createPrivateKey(keyPem);
    const certificate = new X509Certificate(certificatePem);
    if (!certificate.checkPrivateKey(key)) throw new Error('the key belongs to another certificate');
    return { key, certificate };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RetentionError('bad-option', `The CA key and certificate can not be used: ${why}.`, error);
  }
}

/** The subject's own bytes, so that the issuer matches whatever string types it was written with. */
function subjectOf(certificate: Buffer): Buffer {
  const body = pieces(pieces(certificate)[0]?.content ?? Buffer.alloc(0))[0];
  const fields = pieces(body?.content ?? Buffer.alloc(0)).filter(({ tag }) => tag !== 0xa0);
  // serial, algorithm, issuer, validity, subject (RFC 5280, 4.1)
  return fields[4]?.whole ?? sequence();
}

function signatureAlgorithm(key: KeyObject): Buffer {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return sequence(objectId(OID.ecdsaWithSha256));
    case 'rsa':
      return sequence(objectId(OID.sha256WithRsa), Buffer.from([0x05, 0x00]));
    case 'ed25519':
      return sequence(objectId(OID.ed25519));
    default:
      throw new RetentionError('bad-option', `A CA key of type ${key.asymmetricKeyType} can not sign here.`);
  }
}
