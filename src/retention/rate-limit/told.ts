import type { Answer } from '../load/loader.ts';

/**
 * Turned away for a while, not for good: 429 (RFC 6585 section 4), or 503 with Retry-After (RFC 9110 section 15.6.4), as
 * a queue that is full answers.
 */
export function isRefusedForNow({ status, limits }: Pick<Answer, 'status' | 'limits'>): boolean {
  return status === 429 || (status === 503 && limits['retry-after'] !== undefined);
}

/** What an answer's own headers say about a rate limit. Seconds and requests; undefined is not said. */
export interface Told {
  readonly limit?: number | undefined;
  readonly remaining?: number | undefined;
  readonly windowSeconds?: number | undefined;
  readonly resetSeconds?: number | undefined;
  /** Retry-After: how long a refused client should wait. */
  readonly waitSeconds?: number | undefined;
  /** The headers that said it, as `ratelimit-policy: 100;w=60`; empty when none did. */
  readonly line: string;
}

const SUFFIX_SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
/** Above this a reset is a moment (seconds since 1970), above the other one it is in milliseconds. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

type Field = 'limit' | 'remaining' | 'reset' | 'policy' | 'all';

/**
 * Reads `RateLimit-*` and `X-RateLimit-*`, the structured `RateLimit` and `RateLimit-Policy` of the IETF drafts, window
 * names as Kong appends them, and `Retry-After`. `own` is a header of another name that says how many requests are left.
 */
export function readTold(
  headers: Readonly<Record<string, string>>,
  own?: string,
  nowMs: number = Date.now(),
): Told {
  const told: { -readonly [Name in keyof Told]: Told[Name] } = { line: '' };
  const lines: string[] = [];
  // A policy says limit and window at once, so it is read, and named, before the others.
  const entries = Object.entries(headers).sort(([a], [b]) => rankOf(a) - rankOf(b));
  for (const [name, value] of entries) {
    if (name === 'retry-after') {
      told.waitSeconds = waitOf(value, nowMs);
      continue;
    }
    const [field, window] = name === own?.toLowerCase() ? (['remaining', undefined] as const) : fieldOf(name);
    if (field === undefined) continue;
    lines.push(`${name}: ${value}`);
    if (window !== undefined) told.windowSeconds ??= window;
    const wide = field === 'policy' || field === 'all';
    if (field === 'limit' || wide) told.limit ??= numberIn(value, field === 'limit', 'limit', 'q');
    if (field === 'remaining' || wide)
      told.remaining ??= numberIn(value, field === 'remaining', 'remaining', 'r');
    if (field === 'reset' || field === 'all')
      told.resetSeconds ??= secondsUntil(numberIn(value, field === 'reset', 'reset', 't'), nowMs);
    told.windowSeconds ??= numberIn(value, false, 'window', 'w');
    if (field === 'policy') told.limit ??= numberIn(value, true);
  }
  if (lines.length === 0 && told.waitSeconds !== undefined)
    lines.push(`retry-after: ${headers['retry-after']}`);
  told.line = lines.join(', ');
  return told;
}

function rankOf(name: string): number {
  return name.includes('policy') ? 0 : name.includes('limit-limit') ? 1 : 2;
}

function fieldOf(name: string): readonly [Field | undefined, number | undefined] {
  const match = /^(?:x-)?rate-?limit(?:-(limit|remaining|reset|policy))?(?:-(second|minute|hour|day))?$/.exec(
    name,
  );
  if (match === null) return [undefined, undefined];
  return [(match[1] as Field | undefined) ?? 'all', SUFFIX_SECONDS[match[2] ?? '']];
}

/** Number of a parameter such as `r=7` or `remaining=7`, or where `plain` says so the number that the value begins with. */
function numberIn(value: string, plain: boolean, ...names: readonly string[]): number | undefined {
  const found = plain ? /^\s*(\d+(?:\.\d+)?)/.exec(value)?.[1] : undefined;
  if (found !== undefined) return Number(found);
  for (const part of value.split(/[;,]/)) {
    const [name = '', number = ''] = part.split('=');
    if (names.includes(name.trim()) && /^\s*\d/.test(number)) return Number.parseFloat(number);
  }
  return undefined;
}

function secondsUntil(reset: number | undefined, nowMs: number): number | undefined {
  if (reset === undefined) return undefined;
  if (reset > EPOCH_MS) return Math.max(0, (reset - nowMs) / 1_000);
  return reset > EPOCH_SECONDS ? Math.max(0, reset - nowMs / 1_000) : reset;
}

/** Seconds, or a date. */
function waitOf(value: string, nowMs: number): number | undefined {
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - nowMs) / 1_000);
}
