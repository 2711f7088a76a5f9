import { createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { rsaVerifies } from './jwt-algorithm-confusion.ts';
import { readToken, type Token } from './token-service.ts';

/** Verifies with the key that is found at an address; with the configured one where the token leads nowhere. */
function fetching(addressIn: (token: Token) => unknown): LabApp {
  const keyFor = async (token: Token): Promise<string | undefined> => {
    const address = addressIn(token);
    if (typeof address !== 'string' || !address.startsWith('http://127.0.0.1')) return undefined;
    const found = await (await fetch(address)).text();
    if (found.startsWith('-----')) return pem(new X509Certificate(found).publicKey);
    const { keys } = JSON.parse(found) as { keys: (JsonWebKey & { kid: string })[] };
    const key = keys.find(({ kid }) => kid === token.header.kid);
    return key && pem(createPublicKey({ key, format: 'jwk' }));
  };
  const routes = new Hono().get('/me', async (c) => {
    const token = readToken(/^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '');
    const accepted = token && token.header.alg === 'RS256' && rsaVerifies(token, await keyFor(token));
    return accepted
      ? c.json({ id: 7, name: 'Ada', email: 'ada@lab.example' })
      : c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
  });
  return { routes };
}

function pem(key: ReturnType<typeof createPublicKey>): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

export const fromKeySet = fetching(({ header }) => header.jku);
export const fromCertificate = fetching(({ header }) => header.x5u);
export const fromIssuer = fetching(({ payload }) => payload.iss && `${payload.iss}/.well-known/jwks.json`);
export const fromNowhere = fetching(() => undefined);
