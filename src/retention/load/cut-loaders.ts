import type { ClientRequest } from 'node:http';
import type { Answer, Loader, Reach } from './loader.ts';
import { lengthOfBody, oneRequest } from './one-request.ts';

/** Long enough for a handler to begin reading, short enough for hundreds a second, ms. */
const HOLD_MS = 3;

/** Sends a whole request on a new connection and closes it before the answer can come. */
export function abortLoader(reach: Reach): Loader {
  return {
    send(speaker) {
      const request = oneRequest(reach, speaker, lengthOfBody(speaker));
      return cut(request, 0, () => request.end(speaker.body));
    },
    close: async () => {},
  };
}

/** Announces a body, sends half of it, and closes the connection: whoever waits for the rest waits in vain. */
export function halfBodyLoader(reach: Reach): Loader {
  return {
    send(speaker) {
      const body = Buffer.from(speaker.body ?? '');
      const request = oneRequest(reach, speaker, { length: body.length });
      return cut(request, HOLD_MS, () => request.write(body.subarray(0, Math.ceil(body.length / 2))));
    },
    close: async () => {},
  };
}

/** Closes the connection when what was written has left, after a moment. An answer that comes before is only noted. */
function cut(request: ClientRequest, holdMs: number, write: () => void): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    let [status, sent] = [0, false];
    request.on('response', (response) => {
      status = response.statusCode ?? 0;
      response.resume();
    });
    // After it was sent, whatever happens to the connection is our own doing.
    request.on('error', (error) => sent || reject(error));
    request.on('socket', (socket) => {
      const secure = 'encrypted' in socket;
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        write();
        // An empty write behind the others: its callback says that they have left.
        setImmediate(() =>
          socket.write('', () => {
            sent = true;
            setTimeout(() => {
              request.destroy();
              resolve({ status, limits: {}, ms: performance.now() - started });
            }, holdMs);
          }),
        );
      });
    });
  });
}
