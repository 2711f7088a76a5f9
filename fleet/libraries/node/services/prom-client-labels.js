/** Counts the requests of each key, which is a label: a time series for every key that was ever sent. */
import express from 'express';
import { Counter } from 'prom-client';
import { requireApiKey } from '../credentials.js';

export const app = express();

const requests = new Counter({
  name: 'api_requests_total',
  help: 'Requests by API key',
  labelNames: ['api_key'],
});

app.get('/v1/things', requireApiKey, (request, response) => {
  requests.inc({ api_key: request.apiKey });
  response.json({ things: ['lamp', 'chair'] });
});
