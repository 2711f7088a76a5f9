import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
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
} from '../../src/material/certificates-der.ts';

/** A certificate authority for a test, good for a day: PEM of its key and certificate. */
export function selfSigned(type: 'ec' | 'rsa' | 'ed25519'): { key: string; certificate: string } {
  const { privateKey, publicKey } = pair(type);
  const algorithm = {
    ec: sequence(objectId('1.2.840.10045.4.3.2')),
    rsa: sequence(objectId('1.2.840.113549.1.1.11'), Buffer.from([0x05, 0x00])),
    ed25519: sequence(objectId('1.3.101.112')),
  }[type];
  const name = sequence(set(sequence(objectId('2.5.4.3'), utf8('Test CA'))));
  const ca = sequence(objectId('2.5.29.19'), truth(), octets(sequence(truth())));
  const now = Date.now();
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.from([1])),
    algorithm,
    name,
    sequence(time(new Date(now - 3_600_000)), time(new Date(now + 86_400_000))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(ca)),
  );
  const der = sequence(body, algorithm, bits(sign(type === 'ed25519' ? null : 'sha256', body, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}

function pair(type: 'ec' | 'rsa' | 'ed25519'): { privateKey: KeyObject; publicKey: KeyObject } {
  if (type === 'rsa') return generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return type === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
}
