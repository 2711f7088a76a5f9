import type { Exchange } from '../http/exchange.ts';
import { headerValues } from '../http/exchange.ts';
import { dateClaim, decodeJwt } from '../material/jwt.ts';
import { challengesIn } from './challenge.ts';
import type { Credential, Identity } from './identity.ts';
import { secretsOf } from './identity.ts';

/**
 * Why a credential is refused, where it can be read off the credential itself or the refusal: one sentence without
 * any secret in it. Undefined where only the service knows.
 */
export function refusalReason(
  identity: Identity,
  refusals: readonly Exchange[],
  now = Date.now(),
): string | undefined {
  for (const credential of identity.credentials) {
    const reason = mistakeIn(credential) ?? outOfDate(credential, now) ?? otherScheme(credential, refusals);
    if (reason !== undefined) return reason;
  }
  return saidByService(identity, refusals);
}

/** What a shell, a CI system or a template left where the value should stand. */
const UNEXPANDED: readonly RegExp[] = [
  /^\$[A-Za-z_]\w*$/,
  /^\$\{[^{}]{1,100}\}$/,
  /^\$\([^()]{1,100}\)$/,
  /^\$\{\{.{1,100}\}\}$/,
  /^\{\{.{1,100}\}\}$/,
  /^%[A-Za-z_]\w*%$/,
  /^(?:env|file):[\w./-]{1,200}$/,
];
const PLACEHOLDER =
  /^(?:<[^<>]{1,60}>|\[[a-z _-]{1,60}\]|(?:your|my)[-_ ]?(?:api[-_ ]?)?(?:access[-_ ]?)?(?:token|key|secret|password)(?:[-_ ]?here)?|change[-_ ]?me|undefined|null|none|nan)$/i;

function mistakeIn(credential: Credential): string | undefined {
  const value = secretIn(credential);
  // Names of variables are no secrets, and the name is what the user looks for.
  if (UNEXPANDED.some((form) => form.test(value)))
    return `Its value is "${value}": the variable was not expanded.`;
  if (PLACEHOLDER.test(value)) return `Its value is "${value}", which only stands for one.`;
  if (/^(["'`]).*\1$/s.test(value)) return 'Its value stands in quotation marks, which are sent with it.';
  if (/^[\u201c\u2018\u00ab]|[\u201d\u2019\u00bb]$/.test(value))
    return 'Its value stands in typographic quotation marks, which are sent with it.';
  if (value !== value.trim()) return 'Its value begins or ends with white space, which is sent with it.';
  const [, scheme] = /^(bearer|basic|token|apikey|jwt)[ :]+\S/i.exec(value) ?? [];
  if (scheme !== undefined && credential.kind === 'bearer')
    return `Its value begins with "${scheme}", so that two schemes are sent: give the token alone.`;
  if (scheme !== undefined && credential.kind === 'api-key' && !/authorization/i.test(credential.name))
    return `Its value begins with "${scheme}": give the key alone.`;
  if (credential.kind === 'api-key' && /^(\w+) +\1 /i.test(value)) return 'Its scheme stands twice.';
  return undefined;
}

function outOfDate(credential: Credential, now: number): string | undefined {
  const token = secretIn(credential).replace(/^\w+ +/, '');
  const jwt = decodeJwt(token);
  if (!jwt) {
    const isCut = /^eyJ[\w-]{5,}(?:\.[\w-]*)?$/.test(token);
    return isCut ? 'It begins like a JWT and is none: a part of it was cut off.' : undefined;
  }
  const expires = dateClaim(jwt.payload, 'exp');
  if (expires !== undefined && expires * 1000 < now)
    return `Its token expired ${span(now - expires * 1000)} ago.`;
  const begins = dateClaim(jwt.payload, 'nbf');
  if (begins !== undefined && begins * 1000 > now)
    return `Its token is valid only in ${span(begins * 1000 - now)} (nbf): is a clock wrong?`;
  return undefined;
}

/** The scheme of the Authorization header that a credential is sent in; undefined where it is sent elsewhere. */
function schemeOf(credential: Credential): string | undefined {
  if (credential.kind === 'bearer') return 'Bearer';
  if (credential.kind === 'basic') return 'Basic';
  const isAuthorization =
    credential.kind === 'api-key' && credential.in === 'header' && /^authorization$/i.test(credential.name);
  return isAuthorization ? /^([\w-]+) +\S/.exec(credential.value)?.[1] : undefined;
}

function otherScheme(credential: Credential, refusals: readonly Exchange[]): string | undefined {
  const sent = schemeOf(credential);
  const asked = refusals.flatMap(({ response }) =>
    challengesIn(headerValues(response.headers, 'www-authenticate')),
  );
  const schemes = [...new Map(asked.map(({ scheme }) => [scheme.toLowerCase(), scheme])).values()];
  if (sent === undefined || schemes.length === 0) return undefined;
  if (schemes.some((scheme) => scheme.toLowerCase() === sent.toLowerCase())) return undefined;
  const named = schemes.slice(0, 3).join(' or ');
  return `The service asks for the scheme ${named}, not ${sent}: -H "Authorization: ${schemes[0]} …" sends it.`;
}

const MOST_SAID = 160;

/** RFC 6750 section 3: `error_description` is for people. */
function saidByService(identity: Identity, refusals: readonly Exchange[]): string | undefined {
  const secrets = secretsOf(identity).filter((secret) => secret.length > 3);
  for (const { response } of refusals) {
    for (const { parameters } of challengesIn(headerValues(response.headers, 'www-authenticate'))) {
      const said = parameters.get('error_description') ?? parameters.get('error');
      if (said === undefined || said === '' || secrets.some((secret) => said.includes(secret))) continue;
      return `The service says: ${JSON.stringify(said.slice(0, MOST_SAID))}.`;
    }
  }
  return undefined;
}

function secretIn(credential: Credential): string {
  if (credential.kind === 'bearer') return credential.token;
  return credential.kind === 'basic' ? credential.password : credential.value;
}

/** `40 minutes`, `22 hours`, `3 days`. */
function span(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 72 * 60
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
