/** Two ways to keep every API key that anybody ever sent. */
import express from 'express';
import { issuedKeys } from '../serving.js';
import { deliver } from './collector.js';

export const app = express();

// region: leak-map
const keyInfo = new Map();

app.get('/v1/keys/cached', (request, response) => {
  const key = request.get('x-api-key');
  if (!key) return response.sendStatus(401);
  // A key gets its entry before it is known to be good, and no entry is ever deleted.
  if (!keyInfo.has(key)) keyInfo.set(key, { issued: issuedKeys.has(key), requests: 0 });
  const info = keyInfo.get(key);
  info.requests += 1;
  if (!info.issued) return response.sendStatus(401);
  response.json({ requests: info.requests });
});
// endregion

// region: leak-task
const waiting = [];
let sending = false;

async function sendAuditRecords() {
  sending = true;
  while (waiting.length > 0) {
    await deliver(waiting.shift());
  }
  sending = false;
}

app.get('/v1/keys/audited', (request, response) => {
  const key = request.get('x-api-key');
  if (!key) return response.sendStatus(401);
  // The queue has no end, and each record in it holds all headers of its request.
  waiting.push({ path: request.path, headers: request.headers });
  if (!sending) sendAuditRecords();
  response.sendStatus(issuedKeys.has(key) ? 202 : 401);
});
// endregion

export function kept() {
  let cachedBytes = 0;
  for (const key of keyInfo.keys()) cachedBytes += key.length;
  let waitingBytes = 0;
  for (const { headers } of waiting) waitingBytes += headers['x-api-key'].length;
  return {
    cached: { entries: keyInfo.size, bytes: cachedBytes },
    audited: { entries: waiting.length, bytes: waitingBytes },
  };
}
