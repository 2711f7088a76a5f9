/** Caches the plan of each key, of 500 at most. */
import express from 'express';
import { LRUCache } from 'lru-cache';
import { requireApiKey } from '../credentials.js';

export const app = express();

const plans = new LRUCache({ max: 500 });

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
