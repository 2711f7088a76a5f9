import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { ada, signToken, strictButWeak } from './token-service.ts';

export const guessable: LabApp = strictButWeak(() => true);

/** Gives everyone a guest token. */
export const issuing = (secret: string): LabApp => ({
  routes: new Hono().get('/guest', (c) =>
    c.json({ access_token: signToken(ada(), secret), token_type: 'Bearer' }),
  ),
});
