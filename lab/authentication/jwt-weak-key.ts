import { createSign } from 'node:crypto';
import { Hono } from 'hono';
import { mintCertificate } from '../../src/material/certificates.ts';
import type { LabApp } from '../app.ts';
import { ada } from './token-service.ts';

/** Gives everyone a guest's token, signed with RSA of this many bits. */
function guestsOf(rsaBits: number): LabApp {
  const { key } = mintCertificate({ subject: { commonName: 'issuer' }, rsaBits });
  return { routes: new Hono().get('/guest', (c) => c.json({ access_token: tokenOf(key) })) };
}

function tokenOf(key: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(ada())}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

export const of512Bits = guestsOf(512);
export const of1024Bits = guestsOf(1_024);
export const of2048Bits = guestsOf(2_048);
