import { setTimeout as pause } from 'node:timers/promises';
import { ScanError } from '../errors.ts';
import { VERSION } from '../version.ts';

/** A server that keeps results, and the key that it knows us by. */
export interface ServerPlace {
  readonly url: string;
  readonly key: string;
}

export interface ServerAnswer {
  readonly status: number;
  readonly text: string;
}

/** Results are a few megabytes, and are looked through before they are taken in. */
const WITHIN_MS = 120_000;
/** A server allows so many requests a minute: whoever sends an archive waits for the next one. */
const LONGEST_WAIT_SECONDS = 120;
const MOST_WAITS = 5;
const LONGEST_DETAIL = 500;

/** @throws ScanError invalid-option where the address is none */
export function serverPlace(url: string, key: string, what: string): ServerPlace {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new ScanError('invalid-option', `${what} is no address of a server: "${url}".`);
  return { url: url.replace(/(?<!\/)\/+$/, ''), key };
}

/**
 * Asks a server of `serve`, and waits where it says that it is asked too often.
 * @throws ScanError unreachable where nothing answers
 */
export async function askServer(
  { url, key }: ServerPlace,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<ServerAnswer> {
  for (let waits = 0; ; waits += 1) {
    const response = await send(`${url}${path}`, method, key, body, WITHIN_MS);
    const seconds = Number(response.headers.get('retry-after'));
    const mayWait = waits < MOST_WAITS && seconds > 0 && seconds <= LONGEST_WAIT_SECONDS;
    if (response.status !== 429 || !mayWait) return { status: response.status, text: await response.text() };
    await response.body?.cancel();
    await pause(seconds * 1000);
  }
}

/** What the problem document of a refusal says. */
export function refusalOf({ status, text }: ServerAnswer): string {
  return detailIn(text) ?? `it answered ${status}.`;
}

/** Of a problem document. */
export function detailIn(text: string): string | undefined {
  const detail = fieldIn(text, 'detail');
  return typeof detail === 'string' ? detail.slice(0, LONGEST_DETAIL) : undefined;
}

/** A field of an object in JSON; undefined of anything else. */
export function fieldIn(text: string, name: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null)?.[name];
  } catch {
    return undefined;
  }
}

/**
 * One answer as it comes, of whatever length.
 * @param withinMs for all of it, its end too
 * @throws ScanError unreachable where nothing answers
 */
export async function send(
  url: string,
  method: string,
  key: string,
  body?: unknown,
  withinMs?: number,
): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'user-agent': `middlebrick/${VERSION}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // The key is for this host alone.
      redirect: 'error',
      ...(withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) }),
    });
  } catch (cause) {
    const inner = (cause as { cause?: { message?: string } }).cause?.message;
    const { origin } = new URL(url);
    throw new ScanError('unreachable', `${origin} does not answer: ${inner ?? (cause as Error).message}.`, {
      cause,
    });
  }
}
