import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Agent, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { authority, clientCertificate } from './fleet-certificates.ts';
import type { RunningProcess } from './fleet-run.ts';

const TOKEN_SECONDS = 3_600;

/** A key that was never issued, of the given length. */
export function freshApiKey(bytes: number): string {
  return randomBytes(Math.ceil(bytes / 2))
    .toString('hex')
    .slice(0, bytes);
}

/** An HS256 token with a `sub` and a `jti` of its own, padded by a claim to the given length. */
export function freshToken(secret: string, bytes = 0, kid?: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const id = randomBytes(16).toString('hex');
  const exp = Math.floor(Date.now() / 1_000) + TOKEN_SECONDS;
  const claims = { sub: `user-${id}`, jti: id, exp, scope: 'orders' };
  const header = encode({ alg: 'HS256', typ: 'JWT', ...(kid !== undefined && { kid }) });
  const bare = header.length + encode(claims).length + 45;
  const padding = freshApiKey(Math.max(0, Math.floor((bytes - bare) * 0.75) - 10));
  const signed = `${header}.${encode({ ...claims, padding })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** A way to be somebody in a request: a header, or a certificate by its number. */
export type Credential = { readonly headers: Record<string, string> } | { readonly client: number };

export const withApiKey = (key: string): Credential => ({ headers: { 'x-api-key': key } });
export const withToken = (token: string): Credential => ({ headers: { authorization: `Bearer ${token}` } });

/** Sends one GET and resolves to the status. Without an agent the connection is closed after it. */
export function get(
  running: Pick<RunningProcess, 'url'>,
  path: string,
  credential: Credential | undefined,
  agent: Agent | false = false,
): Promise<number> {
  const url = new URL(path, running.url);
  const options: RequestOptions = { agent, headers: {} };
  if (credential && 'headers' in credential) options.headers = credential.headers;
  const secure = url.protocol === 'https:' ? { ca: readFileSync(authority.certificate) } : {};
  const identity = credential && 'client' in credential ? clientTls(credential.client) : {};
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = send(url, { ...options, ...secure, ...identity }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
      response.once('error', reject);
    });
    sent.once('error', reject).end();
  });
}

function clientTls(number: number): { cert: Buffer; key: Buffer } {
  const files = clientCertificate(number);
  return { cert: readFileSync(files.certificate), key: readFileSync(files.key) };
}
