import type { Surface } from '../discovery/surface.ts';
import type { HeaderList } from '../http/exchange.ts';
import type { SecurityScheme } from '../openapi/operation.ts';
import type { PlaceKind } from './place.ts';

/** A header in which the service looks for a credential. */
export interface CredentialSlot {
  readonly kind: 'api-key' | 'bearer' | 'basic';
  /** How it is written in a report: `X-API-Key`, `Authorization: Bearer`. */
  readonly name: string;
  readonly with: (value: string) => HeaderList;
}

const bearer: CredentialSlot = {
  kind: 'bearer',
  name: 'Authorization: Bearer',
  with: (value) => [['Authorization', `Bearer ${value}`]],
};
const basic: CredentialSlot = {
  kind: 'basic',
  name: 'Authorization: Basic',
  with: (value) => [['Authorization', `Basic ${value}`]],
};
const apiKey = (name: string): CredentialSlot => ({
  kind: 'api-key',
  name,
  with: (value) => [[name, value]],
});

/** Every header of the service that takes a credential. */
export const credentialHeaders: PlaceKind<CredentialSlot> = {
  one: 'header for credentials',
  many: 'headers for credentials',
  find: ({ surface }) => credentialSlots(surface),
  key: ({ name }) => name.toLowerCase(),
};

/** Where the document, the given credentials and the service's own answers say that a credential goes, in this order. */
export function credentialSlots(surface: Surface): CredentialSlot[] {
  const schemes = [...(surface.spec?.securitySchemes.values() ?? [])];
  const given = surface.identities.flatMap(({ credentials }) => credentials);
  const all = [
    ...schemes.flatMap(fromScheme),
    ...given.flatMap((credential) => {
      if (credential.kind === 'api-key') return credential.in === 'header' ? [apiKey(credential.name)] : [];
      if (credential.kind === 'bearer') return [bearer];
      return credential.kind === 'basic' ? [basic] : [];
    }),
    ...(BY_GUESS[surface.credential.kind] ?? []),
  ];
  const unique = new Map(all.map((slot) => [slot.name.toLowerCase(), slot]));
  return unique.size > 0 ? [...unique.values()] : [bearer, apiKey('X-API-Key')];
}

const BY_GUESS: Partial<Record<Surface['credential']['kind'], readonly CredentialSlot[]>> = {
  basic: [basic],
  bearer: [bearer],
  jwt: [bearer],
  oauth2: [bearer],
  'api-key-header': [apiKey('X-API-Key')],
};

function fromScheme({ type, scheme, in: place, parameterName }: SecurityScheme): CredentialSlot[] {
  if (type === 'apiKey' && place === 'header' && parameterName) {
    return parameterName.toLowerCase() === 'authorization' ? [bearer] : [apiKey(parameterName)];
  }
  if (type === 'basic' || (type === 'http' && scheme === 'basic')) return [basic];
  if (type === 'http' && scheme === 'bearer') return [bearer];
  return type === 'oauth2' || type === 'openIdConnect' ? [bearer] : [];
}
