/** One DataLoader for all requests of the process, where its README makes one per request. */
import DataLoader from 'dataloader';
import express from 'express';
import { requireApiKey } from '../credentials.js';

export const app = express();

/** Stands for one query that finds the plans of many callers. */
async function plansOf(keys) {
  return keys.map((key) => ({ plan: key.startsWith('pro-') ? 'pro' : 'free' }));
}

const plans = new DataLoader(plansOf);

app.get('/v1/things', requireApiKey, async (request, response) => {
  const { plan } = await plans.load(request.apiKey);
  response.json({ plan, things: ['lamp', 'chair'] });
});
