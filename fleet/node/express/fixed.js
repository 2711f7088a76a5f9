/** The same two routes; what each of them keeps has a bound. */
import { createHash } from 'node:crypto';
import express from 'express';
import { LRUCache } from 'lru-cache';
import { issuedKeys } from '../serving.js';
import { deliver } from './collector.js';

export const app = express();

// region: fix-lru
const keyInfo = new LRUCache({
  max: 1_000,
  // Characters: it is the caller who chooses how long a key is.
  maxSize: 2 * 1024 * 1024,
  sizeCalculation: (_info, key) => key.length,
  ttl: 300_000,
});

app.get('/v1/keys/cached', (request, response) => {
  const key = request.get('x-api-key');
  if (!key) return response.sendStatus(401);
  const info = keyInfo.get(key) ?? { issued: issuedKeys.has(key), requests: 0 };
  info.requests += 1;
  keyInfo.set(key, info);
  if (!info.issued) return response.sendStatus(401);
  response.json({ requests: info.requests });
});
// endregion

// region: fix-task
const MAX_WAITING = 1_000;
const waiting = [];
let sending = false;
let dropped = 0;

/** What the audit needs, and no more: no request, no headers, no key. */
function auditRecord(key) {
  return { keyId: createHash('sha256').update(key).digest('hex').slice(0, 16), at: Date.now() };
}

async function sendAuditRecords() {
  sending = true;
  while (waiting.length > 0) await deliver(waiting.shift());
  sending = false;
}

app.get('/v1/keys/audited', (request, response) => {
  const key = request.get('x-api-key');
  if (!key) return response.sendStatus(401);
  if (waiting.length < MAX_WAITING) waiting.push(auditRecord(key));
  else dropped += 1;
  if (!sending) sendAuditRecords();
  response.sendStatus(issuedKeys.has(key) ? 202 : 401);
});
// endregion

export function kept() {
  return {
    cached: { entries: keyInfo.size, bytes: keyInfo.calculatedSize },
    audited: { entries: waiting.length, bytes: waiting.length * 16, dropped },
  };
}
