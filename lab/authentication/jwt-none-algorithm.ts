import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { readToken, STRONG_SECRET, tokenService, verifies } from './token-service.ts';

export const honoursNone = tokenService(
  (token) => token.header.alg === 'none' || verifies(token, STRONG_SECRET),
);
/** Knows of "none" in lower case only. */
export const honoursOddSpelling = tokenService(
  (token) =>
    (token.header.alg !== 'none' && String(token.header.alg).toLowerCase() === 'none') ||
    verifies(token, STRONG_SECRET),
);

/** One handler for every path, whose answers have no body. */
export const emptyAnswers: LabApp = {
  routes: new Hono().all('*', (c) => {
    const token = readToken((c.req.header('Authorization') ?? '').replace('Bearer ', ''));
    const accepted = token && (token.header.alg === 'none' || verifies(token, STRONG_SECRET));
    return c.body(null, accepted ? 204 : 401);
  }),
};
