import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { missingTools } from './fleet-build.ts';
import { type Credential, freshApiKey, freshToken, get, withApiKey, withToken } from './fleet-credentials.ts';
import { type Pattern, plan, type Service, VARIANTS, type Variant } from './fleet-plan.ts';
import { openWebSocket, post, sendHalfABody, startTlsSession } from './fleet-requests.ts';
import { type RunningService, startService, truthOf } from './fleet-run.ts';

/** Enough to be told from a coincidence. */
const LEAKY_REQUESTS = 200;
/** More than any bound in entries, and with 2 KiB each more than any bound in bytes. */
const FIXED_REQUESTS = 1_500;
const CREDENTIAL_BYTES = 2_048;
/** Client certificates and connections cost a process or a handshake each. */
const CLIENTS = 3;
const SESSIONS = 50;
const KID_BYTES = 32;
/** How many records an audit collector may have taken while the requests came in. */
const DELIVERED = 10;
const CONCURRENCY = 4;

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** Starts every variant that is built, asks every route, and compares with fleet.json. */
export async function check(say: (line: string) => void, only?: string): Promise<Tally> {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const service of plan.services) {
    if (only && service.id !== only) continue;
    const missing = missingTools(service.toolchain);
    if (missing) {
      say(`skip ${service.id}: ${missing}`);
      tally.skipped += 1;
      continue;
    }
    for (const variant of VARIANTS) await checkVariant(service, variant, say, tally);
  }
  return tally;
}

async function checkVariant(service: Service, variant: Variant, say: (line: string) => void, tally: Tally) {
  const running = await startService(service.id, variant).catch((error: Error) => {
    say(`FAIL ${service.id} ${variant}: ${error.message}`);
    tally.failed += 1;
  });
  if (!running) return;
  try {
    for (const pattern of service.patterns) {
      const problems = await checkPattern(running, variant, pattern).catch((error: Error) => [error.message]);
      say(
        `${problems.length ? 'FAIL' : 'ok  '} ${service.id} ${variant} ${pattern.id} ${problems.join('; ')}`,
      );
      tally[problems.length ? 'failed' : 'passed'] += 1;
    }
    const metrics = await fetch(`${running.observeUrl}/metrics`).then((response) => response.text());
    const found =
      /^(process_resident_memory|nodejs_heap_size_used|go_memstats_heap_alloc|jvm_memory_used)_bytes/m.test(
        metrics,
      );
    say(`${found ? 'ok  ' : 'FAIL'} ${service.id} ${variant} /metrics`);
    tally[found ? 'passed' : 'failed'] += 1;
  } finally {
    await running.stop();
  }
}

/** What is wrong with one route, as sentences. */
async function checkPattern(running: RunningService, variant: Variant, pattern: Pattern): Promise<string[]> {
  const problems = await checkAnswers(running, pattern);
  const count = await sendFresh(running, variant, pattern);
  // Connections are closed by now, but the service may hear of it a little later.
  await sleep(100);
  const kept = (await truthOf(running)).kept[pattern.id];
  if (!kept) return [...problems, 'the truth does not name it'];
  const expected = Math.floor(count / (pattern.keepsOneIn ?? 1));
  if (variant === 'leaky' && kept.entries < expected - allowance(pattern)) {
    problems.push(`keeps ${kept.entries} entries, where ${expected} should stay`);
  }
  if (variant === 'fixed' && kept.entries > (pattern.bound.entries ?? Infinity)) {
    problems.push(`keeps ${kept.entries} entries, over its bound`);
  }
  if (variant === 'fixed' && kept.bytes > (pattern.bound.bytes ?? Infinity)) {
    problems.push(`keeps ${kept.bytes} bytes, over its bound`);
  }
  return problems;
}

/** A queue is emptied slowly; everything else stays. */
function allowance(pattern: Pattern): number {
  return pattern.expected.leaky === 'per-request-growth' ? DELIVERED : 0;
}

async function checkAnswers(running: RunningService, pattern: Pattern): Promise<string[]> {
  const problems: string[] = [];
  const expectStatus = async (who: string, status: Promise<number>, wanted: RegExp) => {
    const got = await status;
    if (!wanted.test(String(got))) problems.push(`${who}: ${got}`);
  };
  const { path, arm } = pattern;
  if (running.service.credential === 'mutual-tls') {
    await expectStatus('known client', get(running, path, { client: 0 }), /^2/);
    const refused = await get(running, path, undefined).then(
      () => false,
      () => true,
    );
    if (!refused) problems.push('a client without a certificate was let in');
    return problems;
  }
  if (running.service.credential === 'jwt') {
    await expectStatus('nobody', get(running, path, undefined), /^401$/);
    await expectStatus('a stranger', get(running, path, withToken(freshToken('another'))), /^401$/);
    await expectStatus('a caller', get(running, path, withToken(freshToken(running.jwtSecret))), /^2/);
    return problems;
  }
  const url = new URL(path, running.url).href;
  const ask = (key: string | undefined) => {
    if (arm === 'websocket') return openWebSocket(url, key);
    if (arm === 'payload' || arm === 'body') return post(url, key, CREDENTIAL_BYTES);
    return get(running, path, key === undefined ? undefined : withApiKey(key));
  };
  // A WebSocket that is closed before it is accepted is refused with 403 by ASGI servers.
  const refused = arm === 'websocket' ? /^40[13]$/ : /^401$/;
  await expectStatus('nobody', ask(undefined), refused);
  await expectStatus('a stranger', ask(freshApiKey(64)), refused);
  await expectStatus('a caller', ask(running.apiKey), arm === 'websocket' ? /^101$/ : /^2/);
  return problems;
}

/** Sends as much that is fresh as the variant needs to show its nature; resolves to how many times. */
async function sendFresh(running: RunningService, variant: Variant, pattern: Pattern): Promise<number> {
  const { path, arm } = pattern;
  const url = new URL(path, running.url).href;
  if (running.service.credential === 'mutual-tls') {
    const count = arm === 'resume' ? SESSIONS : CLIENTS;
    for (let client = 1; client <= count; client += 1)
      await (arm === 'resume' ? startTlsSession(running, path) : get(running, path, { client }));
    return count;
  }
  const requests = variant === 'leaky' ? LEAKY_REQUESTS : FIXED_REQUESTS;
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const fresh = credentials(running, variant, pattern);
  const send = () => {
    if (arm === 'websocket') return openWebSocket(url, running.apiKey);
    if (arm === 'body') return sendHalfABody(url, running.apiKey, CREDENTIAL_BYTES);
    if (arm === 'payload') return post(url, running.apiKey, CREDENTIAL_BYTES);
    return get(running, path, fresh(), agent);
  };
  const sender = async () => {
    for (let sent = 0; sent < requests / CONCURRENCY; sent += 1) await send();
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sender));
  agent.destroy();
  return requests;
}

function credentials(running: RunningService, variant: Variant, pattern: Pattern): () => Credential {
  const bytes = (variant === 'fixed' && pattern.fixedAcceptsBytes) || CREDENTIAL_BYTES;
  if (running.service.credential !== 'jwt') return () => withApiKey(freshApiKey(bytes));
  const rejected = variant === 'leaky' && pattern.leakyKeeps === 'rejected-tokens';
  const secret = rejected ? 'another' : running.jwtSecret;
  const hasFreshKid = pattern.freshParts?.includes('kid');
  return () => withToken(freshToken(secret, bytes, hasFreshKid ? freshApiKey(KID_BYTES) : undefined));
}
