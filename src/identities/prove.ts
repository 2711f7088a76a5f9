import type { Inquiry } from '../discovery/inquiry.ts';
import { ScanError } from '../errors.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { mediaType, succeeded } from '../http/exchange.ts';
import { unfitness } from '../material/certificates-fitness.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Identity } from './identity.ts';
import { anonymous, isAnonymous } from './identity.ts';
import type { OpenedPlace } from './login-watch.ts';
import { lostAt, lostSentence, refusedAt } from './lost-login.ts';
import { acceptedForm, type OtherForm } from './other-forms.ts';
import type { Comparison } from './place-proof.ts';
import { contentProof, sameContent, soundProof } from './place-proof.ts';
import { refusalReason } from './refusal-reason.ts';
import { formsOfSession } from './signed-in.ts';

/**
 * `accepted`: something opens to it that is closed to nobody at all. `never-needed`: nothing that was asked is closed
 * to anybody. `unclear`: what is closed to nobody is forbidden to it, too, which may be a matter of rights.
 */
export type Acceptance = 'accepted' | 'refused' | 'never-needed' | 'unclear';

/** What the service made of an identity before the first rule ran. */
export interface IdentityProof {
  /** Name of the identity. */
  readonly identity: string;
  readonly accepted: Acceptance;
  /** One sentence for the report: the answer that anonymous does not get, or why there is none. */
  readonly proof: string;
  /** Where it was accepted; by these the login is watched from now on. */
  readonly opened: readonly OpenedPlace[];
  /** Set where its credential is accepted in another form than it was given in. */
  readonly other?: OtherForm;
  /** Why a credential that nothing asked for would hardly be accepted, where that can be read off it. */
  readonly doubt?: string;
}

/** A request whose answer may differ from identity to identity. */
export interface ProofPlace {
  /** `GET /me`: how the sentence names it. */
  readonly name: string;
  readonly request: RequestSpec;
}

/** Places that one identity is tried at before its first rule, each of them also as nobody. */
const MOST_PLACES = 40;
/** Of these, as many that refuse nobody at all: a credential that none of them takes is no good. */
const MOST_REFUSING = 12;
/** Places by which a login is watched: one may be deleted or change hands while its login still counts. */
const ENOUGH_OPENED = 3;
/** Asked at once. */
const BATCH = 4;

/**
 * Asks as each identity and as nobody, place by place, until an answer shows that the credential counts.
 * @throws ScanError `login-lost` when the credential is refused wherever nobody is refused too
 */
async function proveIdentities(
  inquiry: Inquiry,
  identities: readonly Identity[],
  places: readonly ProofPlace[],
  spec?: Spec,
): Promise<IdentityProof[]> {
  const proofs: IdentityProof[] = [];
  for (const identity of identities) {
    if (isAnonymous(identity)) continue;
    const unfit = givenToBeRefused(identity, identities);
    if (unfit !== undefined) {
      const proof = `its certificate ${unfit}`;
      proofs.push({ identity: identity.name, accepted: 'refused', proof, opened: [] });
      continue;
    }
    proofs.push(
      await proveOne(inquiry, identity, places, (refused) => acceptedForm(inquiry, identity, refused, spec)),
    );
  }
  return proofs;
}

/**
 * The same for users of whom one may have come with a file of requests: nobody named that one, so that where its
 * credential counts no more the scan goes on without it, and says so.
 */
export async function proveGiven(
  inquiry: Inquiry,
  identities: readonly Identity[],
  places: readonly ProofPlace[],
  { spec, warn }: { readonly spec: Spec | undefined; readonly warn: (says: string) => void },
): Promise<{ readonly identities: readonly Identity[]; readonly proofs: readonly IdentityProof[] }> {
  const proven = async (given: readonly Identity[]) => {
    const proofs = await proveIdentities(inquiry, given, places, spec);
    for (const { other } of proofs) if (other) warn(other.says);
    const spoken = given.map(
      (identity) => proofs.find(({ identity: name }) => name === identity.name)?.other?.identity ?? identity,
    );
    return { identities: spoken, proofs };
  };
  try {
    return await proven(identities);
  } catch (failure) {
    const others = identities.filter(({ carriedBy }) => carriedBy === undefined);
    const file = identities.find(({ carriedBy }) => carriedBy !== undefined)?.carriedBy;
    if (!(failure instanceof ScanError) || file === undefined) throw failure;
    warn(`The credential in ${file} counts no more, so that the scan goes on without it. ${failure.message}`);
    return await proven(others);
  }
}

/** The scan's own users: one whose login shows nothing is left out, since nobody gave it to be tested. */
export async function proveRegistered(
  inquiry: Inquiry,
  identities: readonly Identity[],
  places: readonly ProofPlace[],
  spec?: Spec,
  given: readonly Identity[] = [],
): Promise<{ readonly identities: readonly Identity[]; readonly proofs: readonly IdentityProof[] }> {
  const kept: Identity[] = [];
  const proofs: IdentityProof[] = [];
  for (const identity of identities) {
    const proven = await proveForms(inquiry, identity, places, { spec, given });
    if (!proven) continue;
    kept.push(proven.identity);
    proofs.push({ ...proven.proof, proof: `Registered by the scan itself. ${proven.proof.proof}` });
  }
  return { identities: kept, proofs };
}

/**
 * The first form of the session that opens something, else the first that is not refused. Its token is tried in the
 * other forms that services know only where none does.
 */
async function proveForms(
  inquiry: Inquiry,
  identity: Identity,
  places: readonly ProofPlace[],
  { spec, given }: { readonly spec: Spec | undefined; readonly given: readonly Identity[] },
): Promise<{ readonly identity: Identity; readonly proof: IdentityProof } | undefined> {
  let other: { readonly identity: Identity; readonly proof: IdentityProof } | undefined;
  const forms = formsOfSession(identity);
  for (const [at, form] of [...forms, identity].entries()) {
    const isLast = at === forms.length;
    try {
      const proof = await proveOne(
        inquiry,
        form,
        places,
        isLast ? (refused) => acceptedForm(inquiry, form, refused, spec, given) : undefined,
      );
      if (proof.other) return { identity: proof.other.identity, proof };
      // Where nothing asks for a credential, no other form would open more.
      if (proof.accepted === 'accepted' || proof.accepted === 'never-needed')
        return { identity: form, proof };
      other ??= { identity: form, proof };
    } catch (failure) {
      if (!(failure instanceof ScanError)) throw failure;
    }
  }
  return other;
}

/** Beside a sound certificate, one that is expired or not for clients is there to see that it is refused. */
function givenToBeRefused(identity: Identity, identities: readonly Identity[]): string | undefined {
  const unfit = identity.tls && unfitness(identity.tls.cert);
  const sound = identities.some(({ tls }) => tls && unfitness(tls.cert) === undefined);
  return sound ? unfit : undefined;
}

async function proveOne(
  anyInquiry: Inquiry,
  identity: Identity,
  places: readonly ProofPlace[],
  otherForm: (refused: readonly Comparison[]) => Promise<OtherForm | undefined> = async () => undefined,
): Promise<IdentityProof> {
  const inquiry = { ...anyInquiry, refuses: refusesCredential(anyInquiry, identity) };
  const compared: Comparison[] = [];
  const proofs: string[] = [];
  const opened: OpenedPlace[] = [];
  const refusing = () => compared.filter(({ alone }) => alone && inquiry.refuses(alone)).length;
  for (let at = 0; at < Math.min(places.length, MOST_PLACES); at += BATCH) {
    for (const comparison of await compareAll(inquiry, identity, places.slice(at, at + BATCH))) {
      compared.push(comparison);
      const proof = await soundProof(inquiry, comparison, identity);
      if (proof === undefined) continue;
      proofs.push(proof);
      opened.push(...openedBy(inquiry, comparison));
    }
    if (opened.length >= ENOUGH_OPENED || refusing() >= MOST_REFUSING) break;
  }
  // Whoever is told that there is nothing, where nobody is told anything, was let in.
  const beside =
    opened.length > 0 ? [] : placesOfNothing(compared.filter(({ known }) => known && inquiry.refuses(known)));
  for (const comparison of await compareAll(inquiry, identity, beside)) {
    const proof = await soundProof(inquiry, comparison, identity);
    if (proof === undefined) continue;
    proofs.push(proof);
    opened.push(...openedBy(inquiry, comparison));
  }
  for (const comparison of opened.length > 0 ? [] : compared) {
    const proof = await contentProof(inquiry, comparison);
    if (proof === undefined) continue;
    proofs.push(proof);
    opened.push(...greetedBy(inquiry, comparison));
    break;
  }
  const [proof] = proofs;
  if (proof !== undefined) {
    return { identity: identity.name, accepted: 'accepted', proof, opened: opened.slice(0, ENOUGH_OPENED) };
  }
  const lost = lostAt(inquiry, compared);
  if (lost.length > 0) {
    const other = await otherForm(refusedAt(inquiry, compared));
    if (other) return { ...(await proveOne(inquiry, other.identity, places)), other };
  }
  if (lost.length > 0)
    throw new ScanError('login-lost', lostSentence(identity, lost, compared.length, places.length));
  const doubt = refusalReason(identity, []);
  return {
    identity: identity.name,
    ...unproven(inquiry, compared, places.length),
    opened: [],
    ...(doubt === undefined ? {} : { doubt }),
  };
}

/** A page where people sign in is no word on a token or key: a script of it sends that elsewhere. */
function refusesCredential({ refuses }: Inquiry, { credentials }: Identity): Inquiry['refuses'] {
  if (credentials.some(({ kind }) => kind === 'cookie')) return refuses;
  return (exchange) =>
    refuses(exchange) && !(succeeded(exchange) && /html/.test(mediaType(exchange.response)));
}

function compareAll(
  inquiry: Inquiry,
  identity: Identity,
  places: readonly ProofPlace[],
): Promise<Comparison[]> {
  return Promise.all(
    places.map(async (place) => {
      const [alone, known] = await Promise.all([
        inquiry.ask(place.request, anonymous),
        inquiry.ask(place.request, identity),
      ]);
      return { place, name: place.name, alone, known };
    }),
  );
}

/** Closed again when it answers as to nobody. Where the login was known but forbidden, only another refusal is news. */
function openedBy({ refuses }: Inquiry, { place, known: answer }: Comparison): OpenedPlace[] {
  if (!answer) return [];
  const isForbidden = answer.response.status === 403;
  const closes = (now: Exchange) => refuses(now) && !(isForbidden && now.response.status === 403);
  return [{ ...place, answer, closes }];
}

/** Open to all, with other content for those it knows: closed when it no longer knows who asks. */
function greetedBy({ refuses }: Inquiry, { place, alone, known: answer }: Comparison): OpenedPlace[] {
  if (!answer) return [];
  const closes = (now: Exchange) => refuses(now) || (alone !== undefined && sameContent(alone, now));
  return [{ ...place, answer, closes }];
}

/** Directories of places that refuse everybody, in which one that cannot exist is asked for. */
const MOST_DIRECTORIES = 3;
const NOWHERE = 'mb-nowhere';

function placesOfNothing(refusing: readonly Comparison[]): ProofPlace[] {
  const urls = refusing.map(({ place }) =>
    place.request.url.replace(/[?#].*$/s, '').replace(/(?<![^/])[^/]*$/, NOWHERE),
  );
  return [...new Set(urls)]
    .slice(0, MOST_DIRECTORIES)
    .map((url) => ({ name: `GET ${new URL(url).pathname}`, request: { url } }));
}

function unproven(
  { refuses }: Inquiry,
  compared: readonly Comparison[],
  places: number,
): Pick<IdentityProof, 'accepted' | 'proof'> {
  const answered = compared.filter(({ known }) => known !== undefined).length;
  if (answered === 0) return { accepted: 'never-needed', proof: 'Not shown: no operation answered.' };
  const others = places > compared.length ? `; ${places - compared.length} more were not asked` : '';
  if (compared.some(({ known }) => known && refuses(known))) {
    const proof = `Not shown: what refuses anonymous refuses this identity too, as forbidden; everything else is open to anybody${others}.`;
    return { accepted: 'unclear', proof };
  }
  const proof = `Not shown: none of ${answered} operations asked for a credential${others}.`;
  return { accepted: 'never-needed', proof };
}
