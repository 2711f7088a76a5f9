import type { Inquiry } from '../discovery/inquiry.ts';
import type { Exchange } from '../http/exchange.ts';
import { headerValues, succeeded } from '../http/exchange.ts';
import type { Spec } from '../openapi/operation.ts';
import { challengesIn } from './challenge.ts';
import type { Credential, Identity } from './identity.ts';
import type { TokenForm } from './login.ts';
import { BEARER, TOKEN_PLACE } from './login.ts';
import { type Comparison, soundProof } from './place-proof.ts';
import { credentialOf, guardsIn, type SentAs } from './signed-in.ts';

/** The same user, whose token is sent in another form, or whose cookies are sent in its place. */
export interface OtherForm {
  readonly identity: Identity;
  readonly form: SentAs;
  /** One sentence for the user. */
  readonly says: string;
}

/** A token that none of so many forms makes count is no good. */
const MOST_FORMS = 8;
/** Places that refuse the credential, at which each form is tried. */
const MOST_PLACES = 3;
/** Schemes that are computed from more than a token (RFC 7617, 7616, 4559 and signatures). */
const NO_TOKEN_SCHEME =
  /^(?:basic|digest|negotiate|ntlm|hoba|mutual|vapid|scram|dpop|aws4|hawk|signature|hmac)/i;
/** What services take that name no scheme at all. */
const USUAL = ['Bearer {token}', 'Token {token}', 'JWT {token}', '{token}'];
/** Headers that hold nothing but a token. */
const USUAL_HEADERS = ['X-Auth-Token', 'X-Access-Token', 'X-Session-Token', 'X-Session'];

/**
 * The form in which a refused credential is accepted after all: as the document says, as the refusals ask for, or as is
 * usual elsewhere. Undefined where none is.
 */
export async function acceptedForm(
  inquiry: Inquiry,
  identity: Identity,
  refused: readonly Comparison[],
  spec: Spec | undefined,
  beside: readonly Identity[] = [],
): Promise<OtherForm | undefined> {
  const places = refused.slice(0, MOST_PLACES);
  const answers = refused.flatMap(({ known }) => known ?? []);
  for (const { form, to } of formsOf(identity, answers, { spec, beside }, inquiry)) {
    for (const { place, name, alone } of places) {
      const known = await inquiry.ask(place.request, to);
      // Another refusal may be that of the form: only what is served shows that the credential counts.
      if (!known || !succeeded(known)) continue;
      const proof = await soundProof(inquiry, { place, name, alone, known }, to);
      if (proof === undefined) continue;
      return { identity: to, form, says: sentence(identity, form) };
    }
  }
  return undefined;
}

function sentence({ name, credentials: [sent] }: Identity, form: SentAs): string {
  const before = sent?.kind === 'bearer' ? 'as Bearer' : 'as it was given';
  const now =
    typeof form === 'string'
      ? { cookies: 'by the cookies of its login', both: 'beside the cookies of its login' }[form]
      : `as "${form.in === 'header' ? `${form.name}: ` : `${form.in} ${form.name}=`}${form.template}"`;
  return `The credential of "${name}" is refused ${before}, and accepted ${now}: so it is sent.`;
}

function formsOf(
  identity: Identity,
  answers: readonly Exchange[],
  { spec, beside }: { readonly spec: Spec | undefined; readonly beside: readonly Identity[] },
  { cuts }: Inquiry,
): { readonly form: SentAs; readonly to: Identity }[] {
  const [credential, ...rest] = identity.credentials;
  if (!credential) return [];
  const cookies = (identity.spare ?? []).length === 0 ? [] : cookieForms(identity, rest);
  const held = tokenIn(credential);
  // What was named by its header is sent there; only a token in the usual one may be meant otherwise.
  if (held === undefined) return cookies;
  const forms = distinct([
    ...formsSpoken(beside),
    ...documented(spec),
    ...challenged(answers),
    ...USUAL.map(authorization),
    ...USUAL_HEADERS.map((name) => ({ in: 'header' as const, name, template: TOKEN_PLACE })),
  ]);
  const now = JSON.stringify(credential);
  const others = cuts.first(
    forms.filter((form) => JSON.stringify(credentialOf(held, form)) !== now),
    MOST_FORMS,
    'forms to send a refused credential in',
    `${MOST_FORMS} are tried`,
  );
  return [
    ...others.map((form) => ({
      form,
      to: { ...identity, credentials: [credentialOf(held, form), ...rest] },
    })),
    ...cookies,
  ];
}

/** As users speak who were given: their login gives what they hold. */
function formsSpoken(identities: readonly Identity[]): TokenForm[] {
  return identities.flatMap(({ credentials }) =>
    credentials.flatMap((held): TokenForm[] =>
      held.kind === 'api-key' ? [{ in: held.in, name: held.name, template: TOKEN_PLACE }] : [],
    ),
  );
}

/** The cookies alone, then beside the credential. */
function cookieForms(identity: Identity, rest: readonly Credential[]) {
  const { spare = [], credentials, ...others } = identity;
  const guards = guardsIn(spare, undefined);
  const beside = guards.length === 0 ? {} : { beside: guards };
  return [
    { form: 'cookies' as const, to: { ...others, credentials: [...spare, ...rest], ...beside } },
    { form: 'both' as const, to: { ...others, credentials: [...credentials, ...spare], ...beside } },
  ];
}

function tokenIn(credential: Credential): string | undefined {
  if (credential.kind === 'bearer') return credential.token;
  if (
    credential.kind !== 'api-key' ||
    credential.in !== 'header' ||
    !/^authorization$/i.test(credential.name)
  )
    return undefined;
  const [, scheme = '', token] = /^(?:([\w-]+)\s+)?(\S+)$/.exec(credential.value) ?? [];
  return NO_TOKEN_SCHEME.test(scheme) ? undefined : token;
}

/** How a token is sent that nobody gave: as the document says, as the refusals ask for, or as is usual. */
export function usualForms(refusals: readonly Exchange[], spec: Spec | undefined): TokenForm[] {
  return distinct([...documented(spec), ...challenged(refusals), BEARER]);
}

function distinct(forms: readonly TokenForm[]): TokenForm[] {
  return [
    ...new Map(
      forms.map((form) => [`${form.in} ${form.name} ${form.template}`.toLowerCase(), form]),
    ).values(),
  ];
}

const authorization = (template: string): TokenForm => ({ ...BEARER, template });

function documented(spec: Spec | undefined): TokenForm[] {
  return [...(spec?.securitySchemes.values() ?? [])].flatMap(
    ({ type, scheme = '', in: place, parameterName }) => {
      if (type === 'oauth2' || type === 'openIdConnect') return [BEARER];
      if (type === 'http' && !NO_TOKEN_SCHEME.test(scheme) && scheme !== '')
        return [scheme === 'bearer' ? BEARER : authorization(`${capital(scheme)} {token}`)];
      if (type !== 'apiKey' || !place || parameterName === undefined) return [];
      const isAuthorization = place === 'header' && /^authorization$/i.test(parameterName);
      const raw = { in: place, name: parameterName, template: '{token}' };
      return isAuthorization ? [raw, authorization('Token {token}')] : [raw];
    },
  );
}

/** Schemes are compared without case (RFC 9110 section 11.1); services that do otherwise write them so. */
function capital(scheme: string): string {
  return scheme.charAt(0).toUpperCase() + scheme.slice(1);
}

function challenged(answers: readonly Exchange[]): TokenForm[] {
  const challenges = answers.flatMap(({ response }) =>
    challengesIn(headerValues(response.headers, 'www-authenticate')),
  );
  const schemes = [...new Set(challenges.map(({ scheme }) => scheme))];
  return schemes
    .filter((scheme) => !NO_TOKEN_SCHEME.test(scheme))
    .map((scheme) => authorization(`${scheme} {token}`));
}
