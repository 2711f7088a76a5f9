import type { Loader, Reach } from './loader.ts';
import { answerOf, lengthOfBody, oneRequest } from './one-request.ts';

/** A new TCP or TLS connection for each request, closed after its answer; no TLS session is resumed. */
export function connectionLoader(reach: Reach): Loader {
  return {
    send(speaker) {
      const request = oneRequest(reach, speaker, lengthOfBody(speaker));
      const answer = answerOf(request);
      request.end(speaker.body);
      return answer;
    },
    close: async () => {},
  };
}
