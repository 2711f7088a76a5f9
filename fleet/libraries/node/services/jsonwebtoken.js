/** Verifies the token of each request, and forgets it. */
import express from 'express';
import jwt from 'jsonwebtoken';
import { requireBearer } from '../credentials.js';

export const app = express();

app.get('/v1/things', requireBearer, (request, response) => {
  try {
    const claims = jwt.verify(request.token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
    response.json({ owner: claims.sub, things: ['lamp', 'chair'] });
  } catch {
    response.status(401).json({ error: 'the token is not valid' });
  }
});
