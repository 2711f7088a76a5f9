import { createPublicKey, type JsonWebKey, type KeyObject, X509Certificate } from 'node:crypto';
import { json, succeeded, text } from '../http/exchange.ts';
import type { ProbeContext } from './rule.ts';

/** A public key that the service gives to everyone, in the spellings that a verifier may hold it in. */
export interface PublishedKey {
  readonly from: string;
  /** Name of the key in its set (RFC 7517, section 4.5). */
  readonly kid?: string;
  readonly spellings: readonly string[];
}

const PLACES = [
  '/.well-known/jwks.json',
  '/jwks.json',
  '/.well-known/jwks',
  '/oauth2/jwks',
  '/api/jwks.json',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/public.pem',
  '/public-key',
  '/.well-known/public.pem',
  '/cert.pem',
];

/** Reads keys from the places where services publish them; a metadata document leads to one more. */
export async function publishedKeys({ surface, anonymous }: ProbeContext): Promise<PublishedKey[]> {
  const { origin, scope } = surface.target;
  const found: PublishedKey[] = [];
  const queue = PLACES.map((place) => origin + place);
  for (const url of queue) {
    const exchange = await anonymous.once({ url });
    if (!succeeded(exchange)) continue;
    const document = json(exchange.response) as { jwks_uri?: unknown; keys?: unknown } | undefined | null;
    const next = document?.jwks_uri;
    if (typeof next === 'string' && !queue.includes(next) && inScope(next, scope)) queue.push(next);
    const from = new URL(url).pathname;
    const keys: readonly Read[] = Array.isArray(document?.keys)
      ? document.keys.map(fromJwk)
      : [{ key: fromPem(text(exchange.response)) }];
    for (const { key, kid } of keys)
      if (key) found.push({ from, spellings: spellingsOf(key), ...(kid === undefined ? {} : { kid }) });
  }
  return found;
}

function inScope(url: string, scope: readonly string[]): boolean {
  return URL.canParse(url) && scope.includes(new URL(url).origin);
}

interface Read {
  readonly key: KeyObject | undefined;
  readonly kid?: string | undefined;
}

function fromJwk(jwk: unknown): Read {
  const { x5c, kid } = (jwk ?? {}) as { x5c?: unknown; kid?: unknown };
  const key =
    parsed(() => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })) ??
    (Array.isArray(x5c)
      ? parsed(() => new X509Certificate(Buffer.from(String(x5c[0]), 'base64')).publicKey)
      : undefined);
  return { key, kid: typeof kid === 'string' ? kid : undefined };
}

function fromPem(source: string): KeyObject | undefined {
  const pem =
    /-----BEGIN (PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE)-----(?:(?!-----BEGIN )[\s\S])+?-----END \1-----/.exec(
      source,
    )?.[0];
  return pem === undefined ? undefined : parsed(() => createPublicKey(pem));
}

function parsed(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Verifiers hold the key as PEM, with or without its last line break, in the general or the RSA form. */
function spellingsOf(key: KeyObject): string[] {
  const pems = [key.export({ type: 'spki', format: 'pem' }).toString()];
  if (key.asymmetricKeyType === 'rsa') pems.push(key.export({ type: 'pkcs1', format: 'pem' }).toString());
  return pems.flatMap((pem) => [pem, pem.trimEnd()]);
}
