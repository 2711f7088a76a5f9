import { RetentionError } from '../errors.ts';
import { failureCode } from '../pace.ts';
import { connectTo, MOST_MS, type Reach } from './loader.ts';

export interface CallerAnswer {
  readonly status: number;
  /** Names in lower case; of several with one name the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 64 KiB of it. */
  readonly body: string;
}

/** Single requests whose answers are read, on connections of their own: those beside the load. */
export interface Caller {
  call(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
  ): Promise<CallerAnswer>;
  close(): Promise<void>;
}

const MOST_BODY = 64 * 1_024;

/** Rejects with RetentionError `target-unreachable` where no answer comes. */
export async function openCaller(reach: Reach): Promise<Caller> {
  const { Agent } = await import('undici');
  const agent = new Agent({
    connections: 4,
    headersTimeout: MOST_MS,
    bodyTimeout: MOST_MS,
    connect: connectTo(reach),
  });
  return {
    async call(method, url, headers, body) {
      const type = body === undefined ? {} : { 'content-type': contentType(body) };
      try {
        const response = await agent.request({
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: method as 'POST',
          headers: { ...type, ...headers },
          ...(body !== undefined && { body }),
        });
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of response.body as AsyncIterable<Buffer>) {
          if (size < MOST_BODY) chunks.push(chunk);
          size += chunk.length;
        }
        const kept = Object.entries(response.headers).map(([name, value]) => [
          name.toLowerCase(),
          String(Array.isArray(value) ? value[0] : value),
        ]);
        return {
          status: response.statusCode,
          headers: Object.fromEntries(kept) as Record<string, string>,
          body: Buffer.concat(chunks).subarray(0, MOST_BODY).toString('utf8'),
        };
      } catch (error) {
        throw new RetentionError(
          'target-unreachable',
          `${method} ${url.pathname} gets no answer (${failureCode(error)}).`,
          error,
        );
      }
    },
    close: () => agent.destroy(),
  };
}

/** JSON or the fields of a form. */
export function contentType(body: string): string {
  return /^\s*[{[]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded';
}
