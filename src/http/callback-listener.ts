import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Waits on loopback for requests that a target makes because we asked it to. */
export interface CallbackListener {
  /** How long a request may take to come in: an answer usually waits for it. */
  readonly patienceMs: number;
  /** The URL that a request with this token comes in at. */
  urlFor(token: string): string;
  /** A URL on the listener that is answered with a redirect to another. */
  leadingTo(url: string): string;
  /** True as soon as a request with this token came in; false after `withinMs`. */
  received(token: string, withinMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** True for targets that can reach the listener: those on this machine. */
export function reachesListener(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** How a target that is elsewhere reaches the listener: through a tunnel, or over a network that both are on. */
export interface CallbackPlace {
  /** Without a slash at its end. */
  readonly url: string;
  readonly address: string;
  readonly port: number;
}

/** Long enough for a fetch in the background, or a parser that fetches before it answers. */
const PATIENCE_MS = 400;
/** Over a network, or through a tunnel. */
const PATIENCE_ELSEWHERE_MS = 2_000;
/** A made-up token is 16 characters; a stranger's requests are not kept for ever. */
const LONGEST_TOKEN = 64;
const MOST_TOKENS = 10_000;
const MOST_SEGMENTS = 8;

/** What a fetching service gets, so that it has something to show. */
export const CALLBACK_BODY = 'mb-callback-answer-7f3a91';

/**
 * Loopback only, unless the user named a place: a target elsewhere could not reach it, and nobody else may.
 * @param answer what is served at a URL; its JSON, where it is JSON, by that name
 * @throws the system's error where nothing can listen at that place
 */
export async function openCallbackListener(
  answer: (url: string) => string = () => CALLBACK_BODY,
  place?: CallbackPlace,
): Promise<CallbackListener> {
  const tokens = new Set<string>();
  const waiting = new Map<string, () => void>();
  const leads = new Map<string, string>();
  const answering: http.RequestListener = (request, response) => {
    // A tunnel may put a path of its own before the token.
    for (const token of (request.url ?? '').split(/[/?]/, MOST_SEGMENTS)) {
      if (token.length <= LONGEST_TOKEN && tokens.size < MOST_TOKENS) tokens.add(token);
      waiting.get(token)?.();
    }
    const segments = (request.url ?? '').split('/', MOST_SEGMENTS);
    const lead = leads.get(segments.find((segment) => leads.has(segment)) ?? '');
    if (lead !== undefined) {
      response.writeHead(302, { Location: lead, Connection: 'close' }).end();
      return;
    }
    const body = answer(`http://${request.headers.host ?? ''}${request.url ?? ''}`);
    const type = body.startsWith('{') ? 'application/json' : 'text/plain';
    response.writeHead(200, { 'Content-Type': type, Connection: 'close' }).end(body);
  };
  const server = await listening(answering, place?.port ?? 0, place?.address ?? '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  // Machines without IPv6 have no such address, and another may hold the port there.
  const other = place ? undefined : await listening(answering, port, '::1').catch(() => undefined);
  const urlFor = (token: string) => `${place?.url ?? `http://127.0.0.1:${port}`}/${token}`;
  return {
    patienceMs: place ? PATIENCE_ELSEWHERE_MS : PATIENCE_MS,
    urlFor,
    leadingTo(url) {
      const token = `to-${leads.size}`;
      leads.set(token, url);
      return urlFor(token);
    },
    received: (token, withinMs) =>
      new Promise((resolve) => {
        if (tokens.has(token)) return resolve(true);
        const timer = setTimeout(() => {
          waiting.delete(token);
          resolve(false);
        }, withinMs);
        waiting.set(token, () => {
          clearTimeout(timer);
          resolve(true);
        });
      }),
    async close() {
      await Promise.all([closed(server), ...(other ? [closed(other)] : [])]);
    },
  };
}

/** The user's listener, which stays open for the whole scan, or one of the rule's own. */
export async function callbackListener(shared: CallbackListener | undefined): Promise<CallbackListener> {
  return shared ? { ...shared, close: async () => {} } : openCallbackListener();
}

function listening(answer: http.RequestListener, port: number, address: string): Promise<http.Server> {
  const server = http.createServer(answer);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}

function closed(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}
