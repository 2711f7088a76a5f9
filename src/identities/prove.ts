import { shapeOf } from '../discovery/answer-shape.ts';
import type { Inquiry } from '../discovery/inquiry.ts';
import { ScanError } from '../errors.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, succeeded } from '../http/exchange.ts';
import { unfitness } from '../material/certificates-fitness.ts';
import type { Identity } from './identity.ts';
import { anonymous, isAnonymous } from './identity.ts';

/** What the service made of an identity before the first rule ran. */
export interface IdentityProof {
  /** Name of the identity. */
  readonly identity: string;
  /** False: nothing asked for a credential, so that nothing could show whether this one is good. */
  readonly proven: boolean;
  /** One sentence for the report: the answer that anonymous does not get, or why there is none. */
  readonly proof: string;
}

/** A request whose answer may differ from identity to identity. */
export interface ProofPlace {
  /** `GET /me`: how the sentence names it. */
  readonly name: string;
  readonly request: RequestSpec;
}

/** The most that one identity may cost before its first rule. */
const MOST_PLACES = 12;

/**
 * Asks as each identity and as nobody, place by place, until an answer shows that the credential counts.
 * @throws ScanError `login-lost` when the credential is refused wherever nobody is refused too
 */
export async function proveIdentities(
  inquiry: Inquiry,
  identities: readonly Identity[],
  places: readonly ProofPlace[],
): Promise<IdentityProof[]> {
  const proofs: IdentityProof[] = [];
  for (const identity of identities) {
    if (isAnonymous(identity)) continue;
    const unfit = givenToBeRefused(identity, identities);
    if (unfit !== undefined) {
      proofs.push({ identity: identity.name, proven: false, proof: `its certificate ${unfit}` });
      continue;
    }
    proofs.push(await proveOne(inquiry, identity, places.slice(0, MOST_PLACES)));
  }
  return proofs;
}

/** The scan's own users: one whose login shows nothing is left out, since nobody gave it to be tested. */
export async function proveRegistered(
  inquiry: Inquiry,
  identities: readonly Identity[],
  places: readonly ProofPlace[],
): Promise<{ readonly identities: readonly Identity[]; readonly proofs: readonly IdentityProof[] }> {
  const kept: Identity[] = [];
  const proofs: IdentityProof[] = [];
  for (const identity of identities) {
    try {
      const proof = await proveOne(inquiry, identity, places.slice(0, MOST_PLACES));
      kept.push(identity);
      proofs.push({ ...proof, proof: `Registered by the scan itself. ${proof.proof}` });
    } catch (failure) {
      if (!(failure instanceof ScanError)) throw failure;
    }
  }
  return { identities: kept, proofs };
}

/** Beside a sound certificate, one that is expired or not for clients is there to see that it is refused. */
function givenToBeRefused(identity: Identity, identities: readonly Identity[]): string | undefined {
  const unfit = identity.tls && unfitness(identity.tls.cert);
  const sound = identities.some(({ tls }) => tls && unfitness(tls.cert) === undefined);
  return sound ? unfit : undefined;
}

interface Comparison {
  readonly name: string;
  readonly alone: Exchange | undefined;
  readonly known: Exchange | undefined;
}

async function proveOne(
  inquiry: Inquiry,
  identity: Identity,
  places: readonly ProofPlace[],
): Promise<IdentityProof> {
  const compared: Comparison[] = [];
  for (const { name, request } of places) {
    const [alone, known] = await Promise.all([
      inquiry.ask(request, anonymous),
      inquiry.ask(request, identity),
    ]);
    const comparison = { name, alone, known };
    const proof = proofIn(comparison, identity);
    if (proof) return { identity: identity.name, proven: true, proof };
    compared.push(comparison);
  }
  for (const comparison of compared) {
    const proof = await contentProof(inquiry, comparison);
    if (proof) return { identity: identity.name, proven: true, proof };
  }
  const lost = lostAt(compared);
  if (lost) throw new ScanError('login-lost', lostSentence(identity, lost));
  return { identity: identity.name, proven: false, proof: unprovenSentence(compared) };
}

/** Nobody is refused and this identity is not, or is refused as somebody known. */
function proofIn({ name, alone, known }: Comparison, identity: Identity): string | undefined {
  if (!known) return undefined;
  const status = known.response.status;
  // A silence may have other reasons, but where a certificate was shown the handshake is the gate.
  if (!alone) {
    return identity.tls && status < 500
      ? `${name} answers ${status}; without the client certificate there is no answer.`
      : undefined;
  }
  if (!isRefusal(alone)) return undefined;
  if (succeeded(known)) return `${name} answers ${status}; without the credential ${alone.response.status}.`;
  if (alone.response.status !== 401 || (isRefusal(known) && status !== 403)) return undefined;
  if (status === 403) return `${name} answers 403, forbidden; without the credential 401, unknown.`;
  // A missing object or a wrong value is found out only behind the gate.
  return [400, 404, 409, 422].includes(status)
    ? `${name} answers ${status}; without the credential 401.`
    : undefined;
}

/** Both are served, but not the same; asked again, nobody is served what nobody was served before. */
async function contentProof(
  inquiry: Inquiry,
  { name, alone, known }: Comparison,
): Promise<string | undefined> {
  if (!alone || !known || !succeeded(alone) || !succeeded(known) || sameContent(alone, known))
    return undefined;
  // A header that changes nothing makes the shared answer a fresh one.
  const { method, url } = alone.request;
  const again = await inquiry.ask({ method, url, headers: [['Cache-Control', 'no-cache']] }, anonymous);
  if (!again || !sameContent(alone, again)) return undefined;
  return `${name} answers with other content than without the credential.`;
}

function sameContent(a: Exchange, b: Exchange): boolean {
  const [one, other] = [shapeOf(a), shapeOf(b)];
  if (one.status !== other.status || one.words.join(' ') !== other.words.join(' ')) return false;
  if (!one.fields || !other.fields) return one.fields === other.fields;
  return (
    one.fields.size === other.fields.size &&
    [...one.fields].every(([place, value]) => other.fields?.get(place) === value)
  );
}

/**
 * The place that shows best that the login is gone. A 401 for a given credential is unmistakable; a 403 may be
 * a matter of rights, and counts only where nothing at all was served.
 */
function lostAt(compared: readonly Comparison[]): Exchange | undefined {
  const refusals = compared.filter(
    ({ alone, known }) => alone && known && isRefusal(alone) && isRefusal(known),
  );
  const unknown = refusals.find(({ known }) => known?.response.status !== 403);
  if (unknown) return unknown.known;
  const served = compared.some(({ known }) => known && succeeded(known));
  return served ? undefined : refusals[0]?.known;
}

function lostSentence(identity: Identity, { request, response }: Exchange): string {
  const { pathname } = new URL(request.url);
  return (
    `The credential of "${identity.name}" is not accepted: ${request.method} ${pathname} answers ${response.status} ` +
    'with it and without it. Renew it, or scan without it.'
  );
}

function unprovenSentence(compared: readonly Comparison[]): string {
  const answered = compared.filter(({ known }) => known !== undefined).length;
  if (answered === 0) return 'Not shown: no operation answered.';
  if (compared.some(({ known }) => known?.response.status === 403)) {
    return 'Not shown: what refuses anonymous refuses this identity too, as forbidden; everything else is open to anybody.';
  }
  return `Not shown: none of ${answered} operations asked for a credential.`;
}

/** 401, 403, 407, or a redirect to a login. */
function isRefusal({ response }: Exchange): boolean {
  if ([401, 403, 407].includes(response.status)) return true;
  if (response.status < 300 || response.status >= 400) return false;
  return /log-?in|sign-?in|\bsso\b|oauth|saml|authorize|\/auth(?:[/?]|$)|session\/new/i.test(
    header(response.headers, 'location') ?? '',
  );
}
