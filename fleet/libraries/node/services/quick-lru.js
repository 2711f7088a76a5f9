/** Caches the plan of each key in a QuickLRU with a maxSize of 500. */
import express from 'express';
import QuickLRU from 'quick-lru';
import { requireApiKey } from '../credentials.js';

export const app = express();

const plans = new QuickLRU({ maxSize: 500 });

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
