import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { STRONG_SECRET, signToken } from './token-service.ts';

/** Gives out a token with these claims under this name. */
export const issuingClaims = (claims: object, name = 'access_token'): LabApp => ({
  routes: new Hono().get('/guest', (c) => c.json({ [name]: signToken(claims, STRONG_SECRET) })),
});

/** A picture at an address that its store signed for everybody who sees the page. */
export const signsPicture: LabApp = {
  routes: new Hono().get('/guest', (c) =>
    c.json({
      image: `https://img.cdn.example/f/a.jpg?token=${signToken({ sub: 'app', path: '/f/a.jpg' }, STRONG_SECRET)}`,
    }),
  ),
};
