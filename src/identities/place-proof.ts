import { shapeOf } from '../discovery/answer-shape.ts';
import type { Inquiry } from '../discovery/inquiry.ts';
import type { Exchange } from '../http/exchange.ts';
import { succeeded } from '../http/exchange.ts';
import type { Credential, Identity } from './identity.ts';
import { anonymous } from './identity.ts';
import type { ProofPlace } from './prove.ts';

/** One place, as nobody and as somebody; undefined where no answer came. */
export interface Comparison {
  readonly place: ProofPlace;
  readonly name: string;
  readonly alone: Exchange | undefined;
  readonly known: Exchange | undefined;
}

/** Another refusal than nobody's is a proof only where a credential that nobody gave out does not get it, too. */
export async function soundProof(
  inquiry: Inquiry,
  comparison: Comparison,
  identity: Identity,
): Promise<string | undefined> {
  const proof = proofIn(inquiry, comparison, identity);
  const status = comparison.known?.response.status ?? 0;
  if (proof === undefined || status < 400 || identity.credentials.length === 0) return proof;
  const made = await inquiry.ask(comparison.place.request, withMadeUpCredentials(identity));
  return made !== undefined && made.response.status !== status ? proof : undefined;
}

function withMadeUpCredentials(identity: Identity): Identity {
  const credentials = identity.credentials.map((held): Credential => {
    if (held.kind === 'bearer') return { ...held, token: 'mb-made-up-token' };
    if (held.kind === 'basic') return { ...held, user: 'mb-nobody', password: 'mb-made-up' };
    const scheme = /^[\w-]+ +(?=\S)/.exec(held.value)?.[0] ?? '';
    return { ...held, value: `${scheme}mb-made-up` };
  });
  return { name: 'made-up', credentials, ...(identity.tls ? { tls: identity.tls } : {}) };
}

/** Nobody is refused and this identity is not, or is refused as somebody known. */
function proofIn(
  { refuses }: Inquiry,
  { name, alone, known }: Comparison,
  identity: Identity,
): string | undefined {
  if (!known) return undefined;
  const status = known.response.status;
  // A silence may have other reasons, but where a certificate was shown the handshake is the gate.
  if (!alone) {
    return identity.tls && status < 500
      ? `${name} returns ${status}; without the client certificate there is no response.`
      : undefined;
  }
  if (!refuses(alone)) return undefined;
  if (succeeded(known) && refuses(known)) return undefined;
  if (succeeded(known) && succeeded(alone)) return `${name} serves what it refuses without the credential.`;
  if (succeeded(known)) return `${name} returns ${status}; without the credential ${alone.response.status}.`;
  if (alone.response.status !== 401 || (refuses(known) && status !== 403)) return undefined;
  if (status === 403) return `${name} returns 403, forbidden; without the credential 401, unknown.`;
  // A missing object or a wrong value is found out only behind the gate.
  return [400, 404, 409, 422].includes(status)
    ? `${name} returns ${status}; without the credential 401.`
    : undefined;
}

/** Both are served, but not the same; asked again, nobody is served what nobody was served before. */
export async function contentProof(
  inquiry: Inquiry,
  { name, alone, known }: Comparison,
): Promise<string | undefined> {
  if (!alone || !known || !succeeded(alone) || !succeeded(known) || sameContent(alone, known))
    return undefined;
  if (inquiry.refuses(known)) return undefined;
  // A header that changes nothing makes the shared answer a fresh one.
  const { method, url } = alone.request;
  const again = await inquiry.ask({ method, url, headers: [['Cache-Control', 'no-cache']] }, anonymous);
  if (!again || !sameContent(alone, again)) return undefined;
  return `${name} answers with other content than without the credential.`;
}

export function sameContent(a: Exchange, b: Exchange): boolean {
  const [one, other] = [shapeOf(a), shapeOf(b)];
  if (one.status !== other.status || one.words.digest !== other.words.digest) return false;
  if (!one.fields || !other.fields) return one.fields === other.fields;
  return (
    one.fields.size === other.fields.size &&
    [...one.fields].every(([place, value]) => other.fields?.get(place) === value)
  );
}
