import { X509Certificate } from 'node:crypto';
import { accepts, looksLikeRefusal, sameKind } from '../../answers/answers.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import type { Identity, TlsIdentity } from '../../identities/identity.ts';
import type { MintedCertificate } from '../../material/certificates.ts';
import { mintCertificate } from '../../material/certificates.ts';
import type { Operation } from '../../openapi/operation.ts';
import { readOperations } from '../../places/operations.ts';
import type { PlaceKind } from '../../places/place.ts';
import type { Control, ProbeContext } from '../rule.ts';

/** An identity that holds a client certificate. */
export type Holder = Identity & { readonly tls: TlsIdentity };

export function holders({ identities }: Pick<Surface, 'identities'>): Holder[] {
  return identities.filter((identity): identity is Holder => identity.tls !== undefined);
}

/** Users with a client certificate: whether one is needed shows only over all that it opens. */
export const certificateHolders: PlaceKind<Holder> = {
  one: 'client certificate',
  many: 'client certificates',
  find: ({ surface }) => holders(surface),
  key: ({ name }) => name,
};

/** A request, and a holder of a certificate that may open it. */
export interface Door {
  readonly request: RequestSpec;
  readonly operation?: Operation;
  readonly holder: Holder;
}

/** What the user named and every operation that can be read, once for each client certificate. */
export const doors: PlaceKind<Door> = {
  one: 'operation that requires a client certificate',
  many: 'operations that require a client certificate',
  async find(known) {
    const { target } = known.surface;
    const places = await readOperations.find(known);
    const rooms = places.some(({ request }) => request.url === target.url)
      ? places
      : [{ request: { url: target.url } }, ...places];
    return holders(known.surface).flatMap((holder) => rooms.map((room) => ({ ...room, holder })));
  },
  key: ({ request, holder }) => `${holder.name} ${request.url}`,
  operationOf: ({ operation }) => operation,
};

/** Certificates are verified by what stands in front of all operations: so many doors show it. */
export const DOOR_SAMPLE = 8;

/** A door that the certificate opens, and what comes without one: an answer, or the end of the connection. */
export interface Tried {
  readonly opened: Exchange;
  readonly closed: Exchange | TransportFailure;
}

/** Undefined where the certificate opens nothing. */
export async function tryDoor(
  { request, holder }: Door,
  { surface, anonymous }: ProbeContext,
): Promise<Tried | undefined> {
  const opened = await anonymous.as(holder).attemptOnce(request);
  if (opened instanceof TransportFailure || !accepts(opened, surface)) return undefined;
  return { opened, closed: await anonymous.as(withoutCertificate(holder)).attemptOnce(request) };
}

export const NO_DOOR =
  'no operation was found that accepts the client certificate and rejects requests without it';

/** True when nothing was given out: no connection, or a refusal. */
export function isClosed(answer: Exchange | TransportFailure): boolean {
  return answer instanceof TransportFailure || looksLikeRefusal(answer) || answer.response.status === 400;
}

/** The same credentials beside the certificate, so that the certificate alone makes the difference. */
export function withoutCertificate({ name, credentials }: Holder): Identity {
  return { name: `${name} without certificate`, credentials };
}

function withCertificate({ credentials }: Holder, name: string, { cert, key }: MintedCertificate): Identity {
  return { name, credentials, tls: { cert, key } };
}

/** Common name of the holder's certificate, or of its issuer: a forger copies what can be read. */
function namesIn({ tls }: Holder): { subject: string; issuer: string } {
  const { subject, issuer } = new X509Certificate(tls.cert);
  const commonName = (name: string) => /^CN=(.*)$/m.exec(name ?? '')?.[1] ?? 'client';
  return { subject: commonName(subject), issuer: commonName(issuer) };
}

/** Signed with its own key, under the holder's name. */
export function selfSigned(holder: Holder): Identity {
  const subject = { commonName: namesIn(holder).subject };
  return withCertificate(holder, 'self-signed certificate', mintCertificate({ subject, usage: 'client' }));
}

/** Signed by an authority of our own, which carries the name of the real one. */
export function foreignSigned(holder: Holder): Identity {
  const names = namesIn(holder);
  const issuer = mintCertificate({ subject: { commonName: names.issuer }, ca: true });
  const minted = mintCertificate({ subject: { commonName: names.subject }, issuer, usage: 'client' });
  return withCertificate(holder, 'certificate of an untrusted CA', minted);
}

/** The answer to a forged certificate that opens this door as the right one does. */
export async function openedWith(
  forged: Identity,
  { request }: Door,
  { opened }: Tried,
  { surface, anonymous }: ProbeContext,
): Promise<Exchange | undefined> {
  const answer = await anonymous.as(forged).attempt(request);
  const isIn = !(answer instanceof TransportFailure) && accepts(answer, surface) && sameKind(answer, opened);
  return isIn ? answer : undefined;
}

/** What shows that the door is closed to others. */
export function shut({ closed }: Tried): Control {
  return closed instanceof TransportFailure
    ? { fact: `without a certificate there is no response: ${closed.message}` }
    : { exchange: closed, note: 'without a certificate' };
}
