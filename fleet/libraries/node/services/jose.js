/** Verifies the token of each request with jose, and forgets it. */
import express from 'express';
import { jwtVerify } from 'jose';
import { requireBearer } from '../credentials.js';

export const app = express();

const secret = new TextEncoder().encode(process.env.JWT_SECRET);

app.get('/v1/things', requireBearer, async (request, response) => {
  try {
    const { payload } = await jwtVerify(request.token, secret, { algorithms: ['HS256'] });
    response.json({ owner: payload.sub, things: ['lamp', 'chair'] });
  } catch {
    response.status(401).json({ error: 'the token is not valid' });
  }
});
