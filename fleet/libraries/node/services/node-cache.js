/** Caches the plan of each key with the defaults of node-cache: no time to live, no maximum of keys. */
import express from 'express';
import NodeCache from 'node-cache';
import { requireApiKey } from '../credentials.js';

export const app = express();

const plans = new NodeCache();

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
