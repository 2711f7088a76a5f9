import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FLEET } from './fleet-plan.ts';

const FOLDER = join(FLEET, '.certificates');
const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
/** Throw-away: nobody should come to rely on them. They are made anew before scanners warn of their end. */
const DAYS = ['-days', '60'];
const FRESH_MS = 20 * 24 * 3_600_000;

export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

function files(name: string): CertificateFiles {
  return { certificate: join(FOLDER, `${name}.pem`), key: join(FOLDER, `${name}.key`) };
}

/** The authority whose client certificates the services accept; its key mints more of them. */
export const authority = files('ca');

function request(name: string, args: readonly string[]): CertificateFiles {
  const { certificate, key } = files(name);
  const output = ['-keyout', key, '-out', certificate, '-subj', `/CN=fleet ${name}`];
  execFileSync('openssl', ['req', '-x509', ...EC_KEY, ...DAYS, ...output, ...args], { stdio: 'pipe' });
  return { certificate, key };
}

function issue(
  name: string,
  usage: 'serverAuth' | 'clientAuth',
  args: readonly string[] = [],
): CertificateFiles {
  const issuer = ['-CA', authority.certificate, '-CAkey', authority.key];
  const extensions = ['basicConstraints=critical,CA:FALSE', `extendedKeyUsage=${usage}`];
  return request(name, [...issuer, ...extensions.flatMap((extension) => ['-addext', extension]), ...args]);
}

function isFresh({ certificate }: CertificateFiles): boolean {
  return existsSync(certificate) && Date.now() - statSync(certificate).mtimeMs < FRESH_MS;
}

/** Makes the authority and the server's certificate, unless they are there. */
export function makeCertificates(): void {
  if (isFresh(files('server'))) return;
  // What an earlier authority issued is worth nothing under a new one.
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  request('ca', ['-addext', 'keyUsage=critical,keyCertSign']);
  issue('server', 'serverAuth', ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']);
}

/** A certificate of the authority for a server of this name. */
export function serverCertificate(host: string): CertificateFiles {
  makeCertificates();
  return issue(`server-${host}`, 'serverAuth', ['-addext', `subjectAltName=DNS:${host}`]);
}

/** A client certificate by its number; each number is another client. */
export function clientCertificate(number: number): CertificateFiles {
  const name = `client-${number}`;
  return isFresh(files(name)) ? files(name) : issue(name, 'clientAuth');
}
