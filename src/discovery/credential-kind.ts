import type { Exchange } from '../http/exchange.ts';
import { headerValues, refused, textStart } from '../http/exchange.ts';
import type { Credential, Identity } from '../identities/identity.ts';
import type { SecurityScheme, Spec } from '../openapi/operation.ts';
import type { CredentialGuess, CredentialKind } from './surface.ts';

export interface CredentialFacts {
  readonly spec: Spec | undefined;
  readonly heard: readonly Exchange[];
  readonly identities: readonly Identity[];
}

interface Sign {
  readonly kind: CredentialKind;
  readonly points: number;
  readonly says: string;
}

/** Pure. What the service takes as proof of who asks: the document, its own answers, and what the user gave weigh in. */
export function credentialKind(facts: CredentialFacts): CredentialGuess {
  const signs = [...fromIdentities(facts.identities), ...fromSpec(facts.spec), ...fromAnswers(facts.heard)];
  const points = new Map<CredentialKind, number>();
  for (const sign of signs) points.set(sign.kind, (points.get(sign.kind) ?? 0) + sign.points);
  // A token shaped like a JWT, or documented as one, is the more exact name of a bearer token.
  const bearer = points.get('bearer');
  if (bearer !== undefined && points.has('jwt')) {
    points.set('jwt', (points.get('jwt') ?? 0) + bearer);
    points.delete('bearer');
  }
  const [best] = [...points].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (!best)
    return { kind: 'none', evidence: ['No response asked for a credential and no document names one.'] };
  const kind = best[0];
  const telling = signs.filter((sign) => sign.kind === kind || (kind === 'jwt' && sign.kind === 'bearer'));
  return { kind, evidence: [...new Set(telling.map(({ says }) => says))] };
}

function fromIdentities(identities: readonly Identity[]): Sign[] {
  return identities.flatMap(({ name, credentials, tls }) => [
    ...credentials.map((credential) => ({
      kind: kindOf(credential),
      points: 5,
      says: `The identity "${name}" was given ${wordsFor(credential)}.`,
    })),
    ...(tls
      ? [
          {
            kind: 'mutual-tls' as const,
            points: 6,
            says: `The identity "${name}" was given a client certificate.`,
          },
        ]
      : []),
  ]);
}

/** Compact JWS: three base64url parts, the first of which is a JSON object with `alg` (RFC 7515 section 7.1). */
export function isJwt(token: string): boolean {
  const [head = '', payload = '', signature, ...rest] = token.split('.');
  if (signature === undefined || rest.length > 0 || payload === '') return false;
  try {
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    return false;
  }
}

function kindOf(credential: Credential): CredentialKind {
  switch (credential.kind) {
    case 'bearer':
      return isJwt(credential.token) ? 'jwt' : 'bearer';
    case 'basic':
      return 'basic';
    case 'cookie':
      return isJwt(credential.value) ? 'jwt' : 'session-cookie';
    case 'api-key': {
      const token = /^Bearer\s+(\S+)$/i.exec(credential.value)?.[1];
      if (/^authorization$/i.test(credential.name) && token) return isJwt(token) ? 'jwt' : 'bearer';
      if (/^authorization$/i.test(credential.name) && /^Basic\s/i.test(credential.value)) return 'basic';
      if (isHmacScheme(credential.value) || /signature|hmac/i.test(credential.name)) return 'hmac';
      return `api-key-${credential.in}`;
    }
  }
}

function wordsFor(credential: Credential): string {
  switch (credential.kind) {
    case 'bearer':
      return isJwt(credential.token) ? 'a bearer token that is a JWT' : 'a bearer token';
    case 'basic':
      return 'a user name and password';
    case 'cookie':
      return `the cookie ${credential.name}`;
    case 'api-key':
      return `the ${credential.in} value ${credential.name}`;
  }
}

function fromSpec(spec: Spec | undefined): Sign[] {
  if (!spec) return [];
  const used = new Map<string, number>();
  for (const { security } of spec.operations) {
    for (const name of new Set((security ?? []).flatMap((requirement) => Object.keys(requirement)))) {
      used.set(name, (used.get(name) ?? 0) + 1);
    }
  }
  return [...spec.securitySchemes.values()].flatMap((scheme) => {
    const kind = kindOfScheme(scheme);
    if (!kind) return [];
    const count = used.get(scheme.name) ?? 0;
    const says = `The OpenAPI document declares "${scheme.name}" (${wordsOfScheme(scheme)}) for ${count} of ${spec.operations.length} operations.`;
    // Declared and used nowhere is a leftover more often than not.
    return [{ kind, points: count === 0 ? 1 : 3 + (2 * count) / spec.operations.length, says }];
  });
}

function kindOfScheme({
  name,
  type,
  scheme,
  bearerFormat,
  in: place,
  parameterName,
}: SecurityScheme): CredentialKind | undefined {
  const words = `${name} ${parameterName ?? ''} ${scheme ?? ''}`;
  switch (type) {
    case 'mutualTLS':
      return 'mutual-tls';
    case 'basic':
      return 'basic';
    case 'oauth2':
    case 'openIdConnect':
      return 'oauth2';
    case 'http':
      if (scheme === 'basic') return 'basic';
      if (scheme === 'bearer') return /jwt/i.test(`${bearerFormat ?? ''} ${name}`) ? 'jwt' : 'bearer';
      return isHmacScheme(scheme ?? '') ? 'hmac' : undefined;
    case 'apiKey':
      if (/signature|hmac/i.test(words)) return 'hmac';
      if (place === 'header' && /^authorization$/i.test(parameterName ?? ''))
        return /jwt/i.test(name) ? 'jwt' : 'bearer';
      if (place === 'cookie')
        return /sess|sid|auth|token|jwt/i.test(parameterName ?? '') ? 'session-cookie' : 'api-key-cookie';
      return place === 'query' ? 'api-key-query' : 'api-key-header';
    default:
      return undefined;
  }
}

function wordsOfScheme({ type, scheme, in: place, parameterName }: SecurityScheme): string {
  if (type === 'http') return `http ${scheme ?? ''}`.trim();
  return type === 'apiKey' ? `${place ?? 'header'} ${parameterName ?? ''}`.trim() : type;
}

function isHmacScheme(value: string): boolean {
  return /^(?:hmac|hawk|signature|aws4-hmac-sha256|hoba)\b/i.test(value);
}

const SESSION_COOKIE =
  /^(?:[\w.-]*(?:sess(?:ion)?(?:id)?|sid)|\.aspnetcore\.(?:cookies|identity\.application)|remember_token|auth[\w-]*)$/i;

function fromAnswers(heard: readonly Exchange[]): Sign[] {
  const signs = new Map<string, Sign>();
  const add = (kind: CredentialKind, points: number, says: string) => {
    if (!signs.has(`${kind} ${points}`)) signs.set(`${kind} ${points}`, { kind, points, says });
  };
  for (const exchange of heard) {
    const { request, response } = exchange;
    const place = `${request.method} ${new URL(request.url).pathname}`;
    for (const challenge of headerValues(response.headers, 'www-authenticate')) {
      const kind = kindOfChallenge(challenge);
      if (kind) add(kind, 4, `${place} answers with WWW-Authenticate: ${challenge.slice(0, 60)}.`);
    }
    for (const cookie of headerValues(response.headers, 'set-cookie')) {
      const name = cookie.split('=')[0]?.trim() ?? '';
      if (SESSION_COOKIE.test(name)) add('session-cookie', 2, `${place} sets the cookie ${name}.`);
    }
    if (refused(exchange)) {
      const told = kindOfRefusal(textStart(response, 2_000));
      if (told) add(told, 2, `${place} refuses with ${response.status} and asks for ${WORDS[told] ?? told}.`);
    }
    if (
      [495, 496].includes(response.status) ||
      /No required SSL certificate was sent/i.test(textStart(response, 500))
    ) {
      add('mutual-tls', 6, `${place} asks for a client certificate.`);
    }
    // A token that a service hands out says what it takes.
    if (/"(?:access_token|token|jwt|id_token)"\s*:\s*"eyJ/.test(textStart(response, 4_000))) {
      add('jwt', 2, `${place} hands out a JWT.`);
    }
  }
  return [...signs.values()];
}

const WORDS: Partial<Record<CredentialKind, string>> = {
  'api-key-header': 'an API key in a header',
  'api-key-query': 'an API key in the query',
  bearer: 'a bearer token',
  jwt: 'a JWT',
  'mutual-tls': 'a client certificate',
  hmac: 'a signature',
};

function kindOfChallenge(challenge: string): CredentialKind | undefined {
  if (/^basic\b/i.test(challenge)) return 'basic';
  if (/^bearer\b/i.test(challenge)) return 'bearer';
  if (/^(?:api-?key|x-api-key)\b/i.test(challenge)) return 'api-key-header';
  return isHmacScheme(challenge) ? 'hmac' : undefined;
}

function kindOfRefusal(body: string): CredentialKind | undefined {
  if (/client certificate|mutual tls|mtls/i.test(body)) return 'mutual-tls';
  if (/\bapi[ _-]?key\b|subscription key/i.test(body)) {
    return /query (?:string|param)/i.test(body) ? 'api-key-query' : 'api-key-header';
  }
  if (/\bjwt\b|json web token|malformed token|not enough segments/i.test(body)) return 'jwt';
  if (/\bbearer\b|authori[sz]ation (?:header|token)|access token|auth(?:entication)? token/i.test(body))
    return 'bearer';
  if (/hmac|(?:missing|invalid) signature|x-signature/i.test(body)) return 'hmac';
  return undefined;
}
