import http from 'node:http';
import https from 'node:https';
import { type Answer, type Loader, limitHeaders, MOST_MS, type Reach } from './loader.ts';

/** A new TCP or TLS connection for each request, closed after its answer; no TLS session is resumed. */
export function connectionLoader(reach: Reach): Loader {
  const secure = reach.url.protocol === 'https:';
  const { hostname, port } = reach.url;
  return {
    send: (speaker) =>
      new Promise<Answer>((resolve, reject) => {
        const started = performance.now();
        const headers: string[] = ['host', reach.url.host, ...speaker.headers, 'connection', 'close'];
        const options = {
          agent: false as const,
          host: hostname.replace(/^\[|\]$/g, ''),
          port: port || (secure ? 443 : 80),
          path: speaker.path,
          method: reach.method,
          headers,
          setHost: false,
          timeout: MOST_MS,
          ...(secure && {
            ca: reach.ca,
            rejectUnauthorized: reach.verify ?? true,
            ...(/^[\d.]+$|:/.test(hostname) ? {} : { servername: hostname }),
            ...(speaker.tls ?? reach.tls),
          }),
        };
        const request = (secure ? https : http).request(options, (response) => {
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              limits: limitHeaders(response.headers, reach),
              ms: performance.now() - started,
            }),
          );
          response.resume();
        });
        request.on('error', reject);
        request.on('timeout', () => request.destroy(new Error(`no answer within ${MOST_MS} ms`)));
        request.end();
      }),
    close: async () => {},
  };
}
