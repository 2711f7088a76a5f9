import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { STRONG_SECRET, signToken } from './token-service.ts';

/** Gives out a token with these claims under this name. */
export const issuingClaims = (claims: object, name = 'access_token'): LabApp => ({
  routes: new Hono().get('/guest', (c) => c.json({ [name]: signToken(claims, STRONG_SECRET) })),
});
