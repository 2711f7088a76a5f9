import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Speaker } from '../arms/arm.ts';
import { type Answer, limitHeaders, MOST_MS, type Reach } from './loader.ts';

/** A request of HTTP/1.1 on a connection of its own, which closes after its answer; it is not ended yet. */
export function oneRequest(
  reach: Reach,
  speaker: Speaker,
  more: RequestOptions & { readonly length?: number } = {},
): ClientRequest {
  const secure = reach.url.protocol === 'https:';
  const { hostname, port } = reach.url;
  const { length, ...others } = more;
  const body = length === undefined ? [] : ['content-length', String(length)];
  const request = (secure ? https : http).request({
    agent: false,
    ...(reach.socketPath === undefined
      ? { host: hostname.replace(/^\[|\]$/g, ''), port: port || (secure ? 443 : 80) }
      : { socketPath: reach.socketPath }),
    path: speaker.path,
    method: reach.method,
    headers: ['host', reach.url.host, ...speaker.headers, ...body, 'connection', 'close'],
    setHost: false,
    timeout: MOST_MS,
    ...(secure && { ...tlsOptions(reach), ...(speaker.tls ?? reach.tls) }),
    ...others,
  });
  request.on('timeout', () => request.destroy(new Error(`no answer within ${MOST_MS} ms`)));
  return request;
}

/** How the server is known in TLS; an address has no name to ask for (RFC 6066 section 3). */
export function tlsOptions(reach: Reach) {
  const host = reach.url.hostname.replace(/^\[|\]$/g, '');
  return {
    ca: reach.ca,
    rejectUnauthorized: reach.verify ?? true,
    ...(isIP(host) === 0 && { servername: host }),
  };
}

/** The answer, once it has been read to its end. */
export function answerOf(request: ClientRequest): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response: IncomingMessage) => {
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          limits: limitHeaders(response.headers),
          ms: performance.now() - started,
        }),
      );
      response.resume();
    });
  });
}

/** `content-length` of a speaker's body, where it has one. */
export function lengthOfBody({ body }: Speaker): { readonly length?: number } {
  return body === undefined ? {} : { length: Buffer.byteLength(body) };
}
