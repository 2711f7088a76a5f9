/** Caches the plan of each key for two seconds, of as many keys as there are. */
import TTLCache from '@isaacs/ttlcache';
import express from 'express';
import { requireApiKey } from '../credentials.js';

export const app = express();

const plans = new TTLCache({ ttl: 2_000 });

function planOf(key) {
  let plan = plans.get(key);
  if (plan === undefined) {
    plan = { name: key.startsWith('pro-') ? 'pro' : 'free', since: Date.now() };
    plans.set(key, plan);
  }
  return plan;
}

app.get('/v1/things', requireApiKey, (request, response) => {
  response.json({ plan: planOf(request.apiKey).name, things: ['lamp', 'chair'] });
});
