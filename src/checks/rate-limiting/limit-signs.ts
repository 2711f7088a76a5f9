import type { Exchange } from '../../http/exchange.ts';
import { header } from '../../http/exchange.ts';

/** 429, or a 503 that says when to come back: the service wants less. */
export function limited({ response }: Exchange): boolean {
  return (
    response.status === 429 ||
    (response.status === 503 && header(response.headers, 'retry-after') !== undefined)
  );
}

/**
 * Requests left in the window, as the answer announces it: `X-RateLimit-Remaining` and its spellings, or the `r`
 * of draft-ietf-httpapi-ratelimit-headers. Undefined where it announces nothing.
 */
export function remaining({ response }: Exchange): number | undefined {
  const plain = ['ratelimit-remaining', 'x-ratelimit-remaining', 'x-rate-limit-remaining']
    .map((name) => header(response.headers, name))
    .find((value) => value !== undefined);
  const value =
    plain ?? /(?:^|[;,\s])(?:r|remaining)=(\d+)/.exec(header(response.headers, 'ratelimit') ?? '')?.[1];
  return value !== undefined && /^\s*\d+/.test(value) ? Number.parseInt(value, 10) : undefined;
}

/** True when the answer says how much is allowed or when to come back. */
export function guides(exchange: Exchange): boolean {
  const { headers } = exchange.response;
  return (
    header(headers, 'retry-after') !== undefined || headers.some(([name]) => /^(x-)?rate-?limit/i.test(name))
  );
}
