import type { Readable } from 'node:stream';
import { decodeBody } from './body.ts';
import type { HeaderList, HttpResponse, TlsFacts } from './exchange.ts';
import { header } from './exchange.ts';
import type { Limits } from './limits.ts';
import { createOneBuffer } from './one-buffer.ts';

/** What is known of an answer when its head is there. */
export interface Head {
  readonly status: number;
  readonly httpVersion: string;
  readonly headers: HeaderList;
  readonly headMs: number;
  readonly remoteAddress?: string;
  readonly tls?: TlsFacts;
}

/** Collects a body up to the cap. A head came, so there is an answer: what was cut off is only its body. */
export interface Answer {
  /** Ends reading with what came so far. */
  cut(): void;
  readonly done: Promise<HttpResponse>;
}

/** A stream of events that was opened by GET has no end to wait for; the first ones show what it is. */
const EVENTS_READ_MS = 1_500;
/** What comes at once upon opening has come when nothing follows for so long. */
const EVENTS_QUIET_MS = 400;

export function readAnswer(
  head: Head,
  stream: Readable,
  started: number,
  limits: Limits,
  method: string,
): Answer {
  const buffer = createOneBuffer(limits.maxBodyBytes);
  let cut: () => void = () => undefined;
  const isEndless =
    method === 'GET' && /^text\/event-stream\b/i.test(header(head.headers, 'content-type') ?? '');
  let quiet: NodeJS.Timeout | undefined;
  const whole = new Promise<boolean>((resolve) => {
    cut = () => resolve(false);
    stream.on('data', (chunk: Buffer) => {
      if (isEndless) {
        clearTimeout(quiet);
        quiet = setTimeout(() => cut(), EVENTS_QUIET_MS);
      }
      if (buffer.add(chunk)) return;
      stream.pause();
      resolve(false);
    });
    stream.on('end', () => resolve(true));
    stream.on('error', () => resolve(false));
    stream.on('aborted', () => resolve(false));
    stream.on('close', () => resolve(false));
  });
  const enough = isEndless ? setTimeout(() => cut(), EVENTS_READ_MS) : undefined;
  const done = whole.then(async (complete): Promise<HttpResponse> => {
    clearTimeout(enough);
    clearTimeout(quiet);
    const totalMs = performance.now() - started;
    if (!complete) stream.destroy();
    const decoded = await decodeBody(buffer.take(), head.headers, limits.maxBodyBytes);
    // An answer to HEAD has no body (RFC 9110 section 9.3.2), whatever its head says or comes after it.
    const isCut = method !== 'HEAD' && (!complete || decoded.cut);
    return { ...head, body: decoded.body, truncated: isCut, totalMs };
  });
  return { cut, done };
}
