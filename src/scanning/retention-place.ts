import type { Surface } from '../discovery/surface.ts';
import type { Operation, Parameter, SecurityScheme } from '../openapi/operation.ts';
import { credentialSlots } from '../places/credential-slots.ts';
import type { CredentialPlace } from '../retention/arms/arm.ts';
import { plainName } from '../values/plain-name.ts';

const BEARER: CredentialPlace = { in: 'header', name: 'authorization', prefix: 'Bearer ' };

/**
 * Where a credential goes at one operation: by its own security, by a parameter that is called like one, else where the
 * document, the user's credential or the service's answers say that credentials of this service go.
 */
export function placeAt(surface: Surface, operation: Operation | undefined): CredentialPlace {
  const schemes = (operation?.security ?? []).flatMap((requirement) =>
    Object.keys(requirement).map((name) => surface.spec?.securitySchemes.get(name)),
  );
  const ofScheme = schemes.map((scheme) => scheme && placeOf(scheme)).find((place) => place !== undefined);
  if (ofScheme) return ofScheme;
  const parameter = operation?.parameters.find(isCredential);
  if (parameter) return named(parameter.in as CredentialPlace['in'], parameter.name);
  const [[name, prefix] = ['authorization', 'Bearer ']] = credentialSlots(surface)[0]?.with('') ?? [];
  return { in: 'header', name: name.toLowerCase(), prefix };
}

function placeOf({ type, scheme, in: place, parameterName }: SecurityScheme): CredentialPlace | undefined {
  if (type === 'apiKey') return place && parameterName ? named(place, parameterName) : undefined;
  if (type === 'basic' || (type === 'http' && scheme === 'basic')) return { ...BEARER, prefix: 'Basic ' };
  return type === 'mutualTLS' || type === 'unknown' ? undefined : BEARER;
}

function named(place: CredentialPlace['in'], name: string): CredentialPlace {
  if (place !== 'header') return { in: place, name };
  return name.toLowerCase() === 'authorization' ? BEARER : { in: 'header', name: name.toLowerCase() };
}

/** True where the document says that a credential may be sent and need not be. */
export function optionalScheme({ security = [], parameters }: Operation): boolean {
  return security.some((requirement) => Object.keys(requirement).length > 0) || parameters.some(isCredential);
}

/** Names of parameters that carry what somebody is known by. */
const NAMES = [
  'accesstoken',
  'apikey',
  'apitoken',
  'authorization',
  'authtoken',
  'clientkey',
  'sessionid',
  'sessiontoken',
  'subscriptionkey',
];

function isCredential({ in: place, name }: Parameter): boolean {
  return place !== 'path' && NAMES.includes(plainName(name).replace(/^x(?=[a-z]{5})/, ''));
}
