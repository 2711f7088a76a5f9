import type { KeyObject } from 'node:crypto';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ScanError } from '../errors.ts';
import type { TlsIdentity } from './identity.ts';

export interface GivenCertificate {
  /** PEM text, leaf first; the key may stand in the same text. */
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** Reads it whole, so that what is wrong shows before the first request and not as a failed handshake. */
export function clientCertificate(
  { cert, key, passphrase }: GivenCertificate,
  now: Date | undefined,
): TlsIdentity | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw bad('A key was given without a certificate: add --cert.');
  const keyText = key ?? (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(cert) ? cert : undefined);
  const leaf = readCertificate(cert);
  if (keyText === undefined) throw bad('A certificate was given without its key: add --key.');
  const privateKey = readKey(keyText, passphrase);
  if (!leaf.checkPrivateKey(privateKey)) throw bad('The key does not belong to the client certificate.');
  if (now !== undefined) checkDates(leaf, now);
  return { cert, key: keyText, ...(passphrase === undefined ? {} : { passphrase }) };
}

function checkDates(leaf: X509Certificate, now: Date): void {
  const [from, to] = [new Date(leaf.validFrom), new Date(leaf.validTo)];
  if (to < now) throw bad(`The client certificate expired on ${day(to)}: renew it.`);
  if (from > now) throw bad(`The client certificate is valid only from ${day(from)}.`);
}

function readCertificate(pem: string): X509Certificate {
  if (!/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(pem)) {
    const what = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem) ? 'a private key' : 'not a PEM certificate';
    throw bad(`What was given as the client certificate is ${what}.`);
  }
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw bad('The client certificate cannot be read: its PEM text is damaged.', cause);
  }
}

function readKey(pem: string, passphrase: string | undefined): KeyObject {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    const what = pem.includes('-----BEGIN CERTIFICATE-----') ? 'a certificate' : 'not a PEM private key';
    throw bad(`What was given as the client certificate’s key is ${what}.`);
  }
  const isEncrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem);
  if (isEncrypted && passphrase === undefined)
    throw bad('The client certificate’s key is encrypted: add --passphrase.');
  try {
    return createPrivateKey({ key: pem, format: 'pem', ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    throw bad(
      isEncrypted
        ? 'The client certificate’s key cannot be decrypted: the passphrase is wrong.'
        : 'The client certificate’s key cannot be read: its PEM text is damaged.',
      cause,
    );
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function bad(sentence: string, cause?: unknown): ScanError {
  return new ScanError('invalid-certificate', sentence, { cause });
}
