import { RetentionError } from '../errors.ts';

/** A page with a series for each of 40,000 credentials; above this it is none. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_MS = 5_000;

/** How a page beside the load is asked for: headers of the user's, client certificate, and whom to trust. */
export interface PageAccess {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly ca?: string | undefined;
  readonly verify?: boolean | undefined;
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** A connection for each: on one that stays open a server holds buffers as large as the last answer. */
  readonly closes?: boolean | undefined;
}

/** Body of a GET as text, without redirects. Throws RetentionError `memory-source-unreadable`. */
export async function fetchText(url: URL, access: PageAccess = {}): Promise<string> {
  try {
    // Loaded where it is needed: it costs every other scan ten megabytes.
    const { Agent, request } = await import('undici');
    const { ca, verify, tls } = access;
    const special = url.protocol === 'https:' && (ca !== undefined || verify === false || tls !== undefined);
    const dispatcher = special
      ? new Agent({ connect: { ca, rejectUnauthorized: verify ?? true, ...tls } })
      : undefined;
    try {
      const { statusCode, body } = await request(url, {
        headersTimeout: MOST_MS,
        bodyTimeout: MOST_MS,
        signal: AbortSignal.timeout(2 * MOST_MS),
        ...(access.closes && { reset: true }),
        ...(access.headers && { headers: access.headers }),
        ...(dispatcher && { dispatcher }),
      });
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of body) {
        size += (chunk as Buffer).length;
        if (size > MOST_BYTES) throw new Error(`the page is larger than ${MOST_BYTES / 1024 / 1024} MiB`);
        chunks.push(chunk as Buffer);
      }
      if (statusCode !== 200) throw new Error(reasonOf(statusCode));
      return Buffer.concat(chunks).toString('utf8');
    } finally {
      await dispatcher?.close();
    }
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new RetentionError('memory-source-unreadable', `${url.href} can not be read: ${why}.`, error);
  }
}

function reasonOf(status: number): string {
  if (status === 401 || status === 403)
    return `status ${status}; give what it asks for with --metrics-header, or --cert and --key`;
  return status === 429 ? 'status 429; exempt the metrics page from the rate limit' : `status ${status}`;
}
