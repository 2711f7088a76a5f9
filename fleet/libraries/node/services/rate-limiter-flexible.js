/** A thousand requests an hour for each API key, counted in the memory of the process. */
import express from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { requireApiKey } from '../credentials.js';

export const app = express();

const rateLimiter = new RateLimiterMemory({ points: 1_000, duration: 60 * 60 });

async function limitRate(request, response, next) {
  try {
    await rateLimiter.consume(request.apiKey);
  } catch (refused) {
    if (refused instanceof Error) throw refused;
    response.set('retry-after', String(Math.ceil(refused.msBeforeNext / 1000)));
    return response.status(429).json({ error: 'too many requests' });
  }
  next();
}

app.get('/v1/things', requireApiKey, limitRate, (_request, response) => {
  response.json({ things: ['lamp', 'chair'] });
});
