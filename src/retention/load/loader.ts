import type { Speaker } from '../arms/arm.ts';

/** What a run may send: the last three with a body, and with consent of their own. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH'] as const;
export type Method = (typeof METHODS)[number];

export interface Answer {
  /** 0 where no answer was waited for. */
  readonly status: number;
  readonly ms: number;
  /** Rate-limit headers and names of cookies only, names in lower case; nothing else of an answer is kept. */
  readonly limits: Readonly<Record<string, string>>;
}

/** Sends one request in its way. Where an answer is waited for and none comes, it rejects with the socket's error. */
export interface Loader {
  send(speaker: Speaker): Promise<Answer>;
  close(): Promise<void>;
}

/** How the target is reached: everything of TLS that does not change from request to request. */
export interface Reach {
  readonly url: URL;
  readonly method: Method;
  /** The target listens on this socket of the file system; `url` then says Host and path alone. */
  readonly socketPath?: string | undefined;
  /** First message on a WebSocket. */
  readonly hello?: string | undefined;
  readonly ca?: string | undefined;
  /** False accepts any server certificate. */
  readonly verify?: boolean | undefined;
  /** Header of another name that says how many requests are left. */
  readonly limitHeader?: string | undefined;
  /** A client certificate for arms other than `certificate`. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

const LIMIT_HEADER = /^(x-)?rate-?limit(-|$)|^retry-after$/;
/** A request may take this long. */
export const MOST_MS = 10_000;

/** Keeps the rate-limit headers of an answer, the one that the user names, and the names of the cookies that it sets. */
export function limitHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  { limitHeader }: Pick<Reach, 'limitHeader'>,
): Record<string, string> {
  const own = limitHeader?.toLowerCase();
  const kept: Record<string, string> = {};
  for (const [typed, value] of Object.entries(headers)) {
    const name = typed.toLowerCase();
    if (name === own || LIMIT_HEADER.test(name)) kept[name] = String(value);
  }
  const cookies = headers['set-cookie'];
  if (cookies !== undefined)
    kept['set-cookie'] = [cookies]
      .flat()
      .map((line) => line.split('=', 1)[0])
      .join(' ');
  return kept;
}

/** How undici connects there. */
export function connectTo({ ca, verify, socketPath, tls }: Reach) {
  return { ca, rejectUnauthorized: verify ?? true, ...(socketPath !== undefined && { socketPath }), ...tls };
}
