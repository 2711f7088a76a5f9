import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';

/** Too long and too random for any list. */
export const STRONG_SECRET = 'V7mXz2Kq9TfLw4RbYc8NdPj5HsGa3EuQ';

export interface Token {
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
  readonly signed: string;
  readonly signature: string;
}

/** Reads a token as a careless library does: whatever parses is read. */
export function readToken(token: string): Token | undefined {
  const [head = '', body = '', signature = ''] = token.split('.');
  try {
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    return { header: read(head), payload: read(body), signed: `${head}.${body}`, signature };
  } catch {
    return undefined;
  }
}

export function hmac(signed: string, secret: string): string {
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

export function signToken(payload: object, secret: string, header: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT', ...header })}.${part(payload)}`;
  return `${signed}.${hmac(signed, secret)}`;
}

/** A correct HS256 check: algorithm fixed, signature compared, dates looked at. */
export function verifies(token: Token, secret: string): boolean {
  return (
    token.header.alg === 'HS256' && token.signature === hmac(token.signed, secret) && inTime(token.payload)
  );
}

export function inTime({ exp, nbf }: Token['payload']): boolean {
  const now = Date.now() / 1000;
  return (typeof exp !== 'number' || exp > now) && (typeof nbf !== 'number' || nbf <= now);
}

export const ada = (hours = 1): Record<string, unknown> => {
  const now = Math.floor(Date.now() / 1000);
  return { sub: '7', name: 'Ada', iat: now, exp: now + hours * 3600 };
};

export function bearer(token: string): { readonly identities: readonly Identity[] } {
  return { identities: [{ name: 'ada', credentials: [{ kind: 'bearer', token }] }] };
}

/** Serves `/me` to bearers of a token that the check accepts. */
export function tokenService(accepted: (token: Token, raw: string) => boolean): LabApp {
  const app = new Hono();
  app.get('/me', (c) => {
    const raw = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
    const token = readToken(raw);
    if (!token || !accepted(token, raw)) {
      return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    }
    return c.json({ id: 7, name: 'Ada', email: 'ada@lab.example' });
  });
  return { routes: app };
}

export const strict: LabApp = tokenService((token) => verifies(token, STRONG_SECRET));
/** Checks everything, but its secret stands in every list. */
export const strictButWeak = (also: (token: Token) => boolean): LabApp =>
  tokenService((token) => verifies(token, 'secret') && also(token));

export const OPAQUE = 'opaque-token-9Fq2';

/** Compares a token that is no JWT. */
export const opaque: LabApp = {
  routes: new Hono().get('/me', (c) =>
    c.req.header('Authorization') === `Bearer ${OPAQUE}`
      ? c.json({ id: 7, name: 'Ada', email: 'ada@lab.example' })
      : c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  ),
};

/** Answers the same page to everything: no token can be told from another. */
export const catchAll: LabApp = { routes: new Hono().all('*', (c) => c.html('<div id="app"></div>')) };
