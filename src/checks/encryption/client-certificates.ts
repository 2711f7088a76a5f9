import { X509Certificate } from 'node:crypto';
import type { Surface } from '../../discovery/surface.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import type { Identity, TlsIdentity } from '../../identities/identity.ts';
import type { MintedCertificate } from '../../material/certificates.ts';
import { mintCertificate } from '../../material/certificates.ts';
import { accepts, looksLikeRefusal, sameKind } from '../answers.ts';
import type { ProbeContext, Untested } from '../rule.ts';
import { reachable } from '../sampling.ts';

/** An identity that holds a client certificate. */
export type Holder = Identity & { readonly tls: TlsIdentity };

export function holders({ identities }: Pick<Surface, 'identities'>): Holder[] {
  return identities.filter((identity): identity is Holder => identity.tls !== undefined);
}

/** A request that the certificate opens and that stays closed without one: what forged certificates are tried on. */
export interface Door {
  readonly request: RequestSpec;
  readonly holder: Holder;
  readonly opened: Exchange;
  /** The refusal without a certificate, where there was an answer; many servers just end the connection. */
  readonly closed: Exchange | TransportFailure;
}

export const NO_DOOR =
  'no operation was found that the client certificate opens and that stays closed without it';

/** Operations with the answer that the certificate gets, and with what comes without any. */
export async function doors({ surface, anonymous }: ProbeContext, holder: Holder): Promise<Door[]> {
  const candidates = [{ url: surface.target.url }, ...reachable(surface).map(({ request }) => request)];
  const found: Door[] = [];
  for (const request of candidates) {
    const opened = await anonymous.as(holder).once(request);
    if (!accepts(opened, surface)) continue;
    const closed = await anonymous.as(withoutCertificate(holder)).attempt(request);
    found.push({ request, holder, opened, closed });
  }
  return found;
}

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
  return withCertificate(holder, 'certificate of a foreign authority', minted);
}

export interface Opened {
  readonly door: Door;
  readonly answer: Exchange;
}

/** The first closed door that this certificate opens as the right one does; or the reason why none could be tried. */
export async function tryDoors(
  context: ProbeContext,
  forge: (holder: Holder) => Identity,
): Promise<Opened | Untested | undefined> {
  let tried = false;
  for (const holder of holders(context.surface)) {
    const forged = forge(holder);
    for (const door of await doors(context, holder)) {
      if (!isClosed(door.closed)) continue;
      tried = true;
      const answer = await context.anonymous.as(forged).attempt(door.request);
      if (answer instanceof TransportFailure) continue;
      if (accepts(answer, context.surface) && sameKind(answer, door.opened)) return { door, answer };
    }
  }
  return tried ? undefined : { untested: NO_DOOR };
}
