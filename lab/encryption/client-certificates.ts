import type http from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Identity } from '../../src/identities/identity.ts';
import type { CertificateOptions } from '../../src/material/certificates.ts';
import { DAY_MS, mintCertificate } from '../../src/material/certificates.ts';
import type { LabApp } from '../app.ts';
import { authority, good, overTls } from './authority.ts';

function client(name: string, options: Partial<CertificateOptions> = {}): Identity {
  const minted = mintCertificate({
    subject: { commonName: name },
    issuer: authority,
    usage: 'client',
    ...options,
  });
  return { name, credentials: [], tls: { cert: minted.cert, key: minted.key } };
}

export const ada = client('ada');
export const expired = client('grace', {
  validFrom: new Date(Date.now() - 90 * DAY_MS),
  validTo: new Date(Date.now() - 2 * DAY_MS),
});
export const forServers = client('printer', { usage: 'server' });

/** Decides from the socket who may see the users. */
type Policy = (socket: TLSSocket) => boolean;

const guarded =
  (policy: Policy): http.RequestListener =>
  (request, response) => {
    const open = policy(request.socket as TLSSocket);
    response.setHeader('Content-Type', 'application/json');
    if (request.url !== '/users') response.writeHead(404).end('{"error":"not found"}');
    else if (open) response.end('[{"id":7,"name":"Ada"}]');
    else response.writeHead(401).end('{"error":"client certificate required"}');
  };

/** Asks for a certificate, lets the handshake pass, and decides by itself: how proxies with optional verification work. */
const asking = (policy: Policy): LabApp =>
  overTls(good, { requestCert: true, rejectUnauthorized: false, ca: authority.cert }, guarded(policy));

const presented = (socket: TLSSocket) => socket.getPeerCertificate().raw !== undefined;
const problem = (socket: TLSSocket) => String(socket.authorizationError ?? '');

export const mutual = {
  strict: overTls(
    good,
    { requestCert: true, rejectUnauthorized: true, ca: authority.cert },
    guarded(() => true),
  ),
  /** Ends the connection of everybody else without a word: what is left of an alert that a reset overtook. */
  silent: overTls(
    good,
    { requestCert: true, rejectUnauthorized: false, ca: authority.cert },
    (request, response) => {
      if ((request.socket as TLSSocket).authorized) guarded(() => true)(request, response);
      else request.socket.destroy();
    },
  ),
  verifying: asking((socket) => socket.authorized),
  indifferent: asking(() => true),
  anyCertificate: asking(presented),
  /** Refuses what signs itself, and looks no further. */
  anyAuthority: asking(
    (socket) =>
      presented(socket) && socket.getPeerCertificate().issuer.CN !== socket.getPeerCertificate().subject.CN,
  ),
  timeless: asking((socket) => socket.authorized || problem(socket) === 'CERT_HAS_EXPIRED'),
  anyUsage: asking((socket) => socket.authorized || problem(socket) === 'INVALID_PURPOSE'),
};
