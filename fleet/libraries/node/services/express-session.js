/** Sessions as in the first example of express-session: in memory, and saved before anything is in them. */
import { randomUUID } from 'node:crypto';
import express from 'express';
import session from 'express-session';
import { requireApiKey } from '../credentials.js';

export const app = express();

app.use(
  '/v1',
  session({
    secret: process.env.SESSION_SECRET ?? randomUUID(),
    resave: false,
    saveUninitialized: true,
  }),
);

app.get('/v1/things', requireApiKey, (request, response) => {
  request.session.views = (request.session.views ?? 0) + 1;
  response.json({ views: request.session.views, things: ['lamp', 'chair'] });
});
