/** A limit per API key, with the window of the README of express-rate-limit and its default store. */
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { requireApiKey } from '../credentials.js';

export const app = express();

const limiter = rateLimit({
  windowMs: 15 * 60 * 1000,
  limit: 10_000,
  standardHeaders: 'draft-8',
  legacyHeaders: false,
  keyGenerator: (request) => request.apiKey,
});

app.get('/v1/things', requireApiKey, limiter, (_request, response) => {
  response.json({ things: ['lamp', 'chair'] });
});
