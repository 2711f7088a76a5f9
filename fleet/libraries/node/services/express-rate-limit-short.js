/** A limit per API key, with a window so short that the default store soon forgets a key. */
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { requireApiKey } from '../credentials.js';

export const app = express();

const limiter = rateLimit({
  windowMs: 2_000,
  limit: 10_000,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  keyGenerator: (request) => request.apiKey,
});

app.get('/v1/things', requireApiKey, limiter, (_request, response) => {
  response.json({ things: ['lamp', 'chair'] });
});
