import type { Speaker } from '../arms/arm.ts';

export interface Answer {
  readonly status: number;
  readonly ms: number;
  /** Rate-limit headers and names of cookies only, names in lower case; nothing else of an answer is kept. */
  readonly limits: Readonly<Record<string, string>>;
}

/** Sends GET or HEAD without a body. A request without an answer rejects with the socket's error. */
export interface Loader {
  send(speaker: Speaker): Promise<Answer>;
  close(): Promise<void>;
}

/** How the target is reached: everything of TLS that does not change from request to request. */
export interface Reach {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD';
  readonly ca?: string | undefined;
  /** False accepts any server certificate. */
  readonly verify?: boolean | undefined;
  /** A client certificate for arms other than `certificate`. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

const LIMIT_HEADER = /^(x-)?rate-?limit(-|$)|^retry-after$/;
/** A request may take this long. */
export const MOST_MS = 10_000;

/** Keeps the rate-limit headers of an answer, and the names of the cookies that it sets. */
export function limitHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (LIMIT_HEADER.test(name.toLowerCase())) kept[name.toLowerCase()] = String(value);
  const cookies = headers['set-cookie'];
  if (cookies !== undefined)
    kept['set-cookie'] = [cookies]
      .flat()
      .map((line) => line.split('=', 1)[0])
      .join(' ');
  return kept;
}
