import type { Surface } from '../discovery/surface.ts';
import { header } from '../http/exchange.ts';
import { type Credential, type Identity, isAnonymous } from '../identities/identity.ts';
import { encodeJwt } from '../material/jwt.ts';
import { withSecretPart } from '../material/jwt-credential.ts';
import type { Refused } from './protection.ts';

const RUBBISH = 'mb7f3a91c04e5d28b6';
/** Signed with nothing that anybody holds, for a user that nobody is, and valid until 2100. */
const RUBBISH_JWT = encodeJwt(
  { alg: 'HS256', typ: 'JWT' },
  { sub: RUBBISH, iat: 1_700_000_000, exp: 4_102_444_800 },
  { kind: 'hmac', secret: `${RUBBISH}-no-service-has-this-secret` },
);

/** Made-up people whose credentials have the kinds that the operation asks for; a service must refuse them all. */
export function rubbishIdentities({ operation, refusal }: Refused, surface: Surface): Identity[] {
  const challenge = header(refusal.response.headers, 'www-authenticate') ?? '';
  const schemes = (operation.security ?? []).flatMap((requirement) =>
    Object.keys(requirement).flatMap((name) => surface.spec?.securitySchemes.get(name) ?? []),
  );
  const credentials: Credential[] = [];
  // A known token shows its own shape, and forged ones have rules of their own.
  const isKnown = surface.identities.some((identity) => !isAnonymous(identity));
  const bearer = () => {
    credentials.push({ kind: 'bearer', token: RUBBISH });
    if (!isKnown) credentials.push({ kind: 'bearer', token: RUBBISH_JWT });
  };
  const basic = () => credentials.push({ kind: 'basic', user: 'mb-nobody', password: RUBBISH });
  for (const scheme of schemes) {
    if (scheme.type === 'apiKey' && scheme.in && scheme.parameterName) {
      credentials.push({ kind: 'api-key', in: scheme.in, name: scheme.parameterName, value: RUBBISH });
    } else if (scheme.type === 'basic' || scheme.scheme === 'basic') basic();
    else if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect' || scheme.scheme === 'bearer')
      bearer();
  }
  for (const own of surface.identities.flatMap((identity) => identity.credentials)) {
    credentials.push(withSecretPart(own.kind === 'basic' ? { ...own, user: 'mb-nobody' } : own, RUBBISH));
  }
  if (/^bearer/i.test(challenge) || credentials.length === 0) bearer();
  if (/^basic/i.test(challenge)) basic();
  const each = new Map(credentials.map((credential) => [JSON.stringify(credential), credential]));
  return [...each.values()].map((credential) => ({
    name: `unauthenticated with an invalid ${credential.kind}`,
    credentials: [credential],
  }));
}
