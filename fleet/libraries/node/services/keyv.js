/** Stores the plan of each key in a Keyv with its defaults: in memory, with no time to live. */
import express from 'express';
import Keyv from 'keyv';
import { requireApiKey } from '../credentials.js';

export const app = express();

const plans = new Keyv();

async function planOf(key) {
  let plan = await plans.get(key);
  if (plan === undefined) {
    plan = { name: key.startsWith('pro-') ? 'pro' : 'free', since: Date.now() };
    await plans.set(key, plan);
  }
  return plan;
}

app.get('/v1/things', requireApiKey, async (request, response) => {
  const { name } = await planOf(request.apiKey);
  response.json({ plan: name, things: ['lamp', 'chair'] });
});
