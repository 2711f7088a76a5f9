import { RetentionError } from '../errors.ts';

/** A metrics page above this is not one. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_MS = 3_000;

/** Body of a GET as text, without redirects. Throws RetentionError `memory-source-unreadable`. */
export async function fetchText(url: URL): Promise<string> {
  try {
    // Loaded where it is needed: it costs every other scan ten megabytes.
    const { request } = await import('undici');
    const { statusCode, body } = await request(url, {
      headersTimeout: MOST_MS,
      bodyTimeout: MOST_MS,
      signal: AbortSignal.timeout(2 * MOST_MS),
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += (chunk as Buffer).length;
      if (size > MOST_BYTES) throw new Error('the page is larger than 4 MiB');
      chunks.push(chunk as Buffer);
    }
    if (statusCode !== 200) throw new Error(`status ${statusCode}`);
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new RetentionError('memory-source-unreadable', `${url.href} can not be read: ${why}.`, error);
  }
}
