/** Finds the plan of each key by a memoized function, with the defaults of memoize. */
import express from 'express';
import memoize from 'memoize';
import { requireApiKey } from '../credentials.js';

export const app = express();

const planOf = memoize((key) => ({
  name: key.startsWith('pro-') ? 'pro' : 'free',
  since: Date.now(),
}));

app.get('/v1/things', requireApiKey, (request, response) => {
  response.json({ plan: planOf(request.apiKey).name, things: ['lamp', 'chair'] });
});
