import type { HttpResponse } from './exchange.ts';
import { header } from './exchange.ts';

/** What an answer says about the limit that it was counted against. Each part stands only where the answer said it. */
export interface AnnouncedLimit {
  /** Requests that a window allows. */
  readonly requests?: number;
  /** Length of a window. */
  readonly windowMs?: number;
  /** Requests left in the current window. */
  readonly remaining?: number;
  /** Milliseconds until the window ends, or until the client is welcome again. */
  readonly resetMs?: number;
}

/** 429, or a 503 that says when to come back: the service wants less. */
export function asksForLess(response: HttpResponse): boolean {
  return response.status === 429 || (response.status === 503 && retryAfterMs(response) !== undefined);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  second: 1_000,
  m: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
};

/** `X-RateLimit-Reset` is seconds to go for some, a moment since 1970 in seconds or milliseconds for others. */
const EPOCH_SECONDS = 1_000_000_000;
const EPOCH_MS = 1_000_000_000_000;

/**
 * `Retry-After`, the `RateLimit` fields of draft-ietf-httpapi-ratelimit-headers in all their revisions, and the
 * `X-RateLimit-*` that came before them. Of several policies the one with the fewest requests left counts.
 */
export function announcedLimit(response: HttpResponse, now = Date.now()): AnnouncedLimit {
  const named = (part: string) => namedField(response, part);
  const policies = policiesIn(response);
  const tightest = policies.reduce<Policy | undefined>(
    (least, one) =>
      least === undefined ||
      (one.remaining ?? Number.POSITIVE_INFINITY) < (least.remaining ?? Number.POSITIVE_INFINITY)
        ? one
        : least,
    undefined,
  );
  const limit = named('limit');
  const requests = tightest?.quota ?? wholeNumber(limit?.value);
  const windowMs = tightest?.windowMs ?? windowIn(limit?.value) ?? limit?.unitMs;
  const remaining = tightest?.remaining ?? wholeNumber(named('remaining')?.value);
  const resetMs =
    retryAfterMs(response, now) ??
    tightest?.resetMs ??
    momentMs(named('reset')?.value, now) ??
    afterMs(response);
  return {
    ...(requests === undefined ? {} : { requests }),
    ...(windowMs === undefined ? {} : { windowMs }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetMs === undefined ? {} : { resetMs }),
  };
}

/** RFC 9110 section 10.2.3: seconds or a date. Undefined when absent or unreadable. */
export function retryAfterMs(response: HttpResponse, now = Date.now()): number | undefined {
  const inMs = header(response.headers, 'retry-after-ms');
  if (inMs !== undefined && /^\d{1,12}$/.test(inMs.trim())) return Number(inMs);
  const value = (
    header(response.headers, 'retry-after') ?? header(response.headers, 'x-retry-after')
  )?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,12}(?:\.\d{1,9})?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

interface Policy {
  readonly quota?: number;
  readonly windowMs?: number;
  readonly remaining?: number;
  readonly resetMs?: number;
}

/** `RateLimit: "burst";r=0;t=30` beside `RateLimit-Policy: "burst";q=100;w=60`, or `limit=100, remaining=0, reset=30`. */
function policiesIn({ headers }: HttpResponse): Policy[] {
  const now = header(headers, 'ratelimit') ?? '';
  const policy = header(headers, 'ratelimit-policy') ?? '';
  const isOld = /\b(?:limit|remaining)\s*=/i.test(now);
  const states = now === '' ? [] : isOld ? [now] : now.split(',');
  const quotas = policy === '' ? [] : policy.split(',');
  return Array.from({ length: Math.max(states.length, quotas.length) }, (_none, at): Policy => {
    const state = states[at] ?? '';
    const name = /^\s*"([^"]*)"/.exec(state)?.[1];
    const quota =
      (name === undefined ? undefined : quotas.find((one) => one.includes(`"${name}"`))) ?? quotas[at] ?? '';
    const requests =
      parameter(quota, 'q') ?? wholeNumber(quota) ?? parameter(state, 'limit') ?? parameter(state, 'q');
    const window = parameter(quota, 'w') ?? parameter(state, 'w');
    const remaining = parameter(state, 'r') ?? parameter(state, 'remaining');
    const reset = parameter(state, 't') ?? parameter(state, 'reset');
    return {
      ...(requests === undefined ? {} : { quota: requests }),
      ...(window === undefined ? {} : { windowMs: window * 1000 }),
      ...(remaining === undefined ? {} : { remaining }),
      ...(reset === undefined ? {} : { resetMs: reset * 1000 }),
    };
  });
}

function parameter(member: string, name: string): number | undefined {
  const value = new RegExp(`(?:^|[;,\\s])${name}\\s*=\\s*"?(\\d{1,12})`, 'i').exec(member)?.[1];
  return value === undefined ? undefined : Number(value);
}

/**
 * `RateLimit-Remaining`, `X-RateLimit-Remaining`, `X-Rate-Limit-Remaining`, and those that name the unit at their end:
 * `X-RateLimit-Remaining-Minute`, `x-ratelimit-remaining-requests`. The shortest unit comes first where there are several.
 */
function namedField({ headers }: HttpResponse, part: string): { value: string; unitMs?: number } | undefined {
  const form = new RegExp(`^(?:x-)?rate-?limit-${part}(?:-(second|minute|hour|day|requests))?$`, 'i');
  const fields = headers.flatMap(([name, value]) => {
    const match = form.exec(name);
    const unitMs = match?.[1] === undefined ? undefined : UNITS[match[1].toLowerCase()];
    return match ? [{ value, ...(unitMs === undefined ? {} : { unitMs }) }] : [];
  });
  return fields.sort((a, b) => (a.unitMs ?? 0) - (b.unitMs ?? 0))[0];
}

function wholeNumber(value: string | undefined): number | undefined {
  const digits = /^\s*(\d{1,12})/.exec(value ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** `100, 100;w=60`. */
function windowIn(value: string | undefined): number | undefined {
  const seconds = parameter(value ?? '', 'w');
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Seconds to go, a moment as a number or a date, or `1m30s`. */
function momentMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const given = value.trim();
  if (/^\d{1,16}(?:\.\d{1,9})?$/.test(given)) {
    const number = Number(given);
    if (number >= EPOCH_MS) return Math.max(0, number - now);
    return number >= EPOCH_SECONDS ? Math.max(0, number * 1000 - now) : number * 1000;
  }
  if (/^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|[smhd])){1,4}$/.test(given)) {
    const parts = [...given.matchAll(/(?<![\d.])([\d.]{1,20})(ms|[smhd])/g)];
    return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0), 0);
  }
  const date = Date.parse(given);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function afterMs({ headers }: HttpResponse): number | undefined {
  const value = header(headers, 'x-ratelimit-reset-after')?.trim();
  return value !== undefined && /^\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) * 1000 : undefined;
}
