/** A child logger for each request, handed on in an AsyncLocalStorage with the key that asks. */
import { AsyncLocalStorage } from 'node:async_hooks';
import express from 'express';
import pino from 'pino';
import { requireApiKey } from '../credentials.js';

export const app = express();

const logger = pino(pino.destination('/dev/null'));
const context = new AsyncLocalStorage();

function withContext(request, _response, next) {
  const { apiKey } = request;
  context.run({ apiKey, log: logger.child({ apiKey }) }, next);
}

async function listThings() {
  const { apiKey, log } = context.getStore();
  log.info('things are listed');
  return { plan: apiKey.startsWith('pro-') ? 'pro' : 'free', things: ['lamp', 'chair'] };
}

app.get('/v1/things', requireApiKey, withContext, async (_request, response) => {
  response.json(await listThings());
});
