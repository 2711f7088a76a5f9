import type { HttpClient } from '../http/client.ts';
import { type Identity, isAnonymous } from '../identities/identity.ts';
import { visitorOf } from '../identities/visitor.ts';

/** A token may end once or twice in a scan; where a fresh one is refused too, something else is wanted. */
const MOST_OPENED = 3;

/**
 * Who sends what nobody with an account sends: a visitor who has opened a page before, where the service wants the token
 * against forged requests from him too.
 */
export interface Visitors {
  /** The visitor who is known for this address by now; else the client itself. */
  speakerFor(client: HttpClient, url: string): HttpClient;
  /** After a refusal for want of that token: who may send it again. Undefined where no page gives one. */
  open(client: HttpClient, url: string): Promise<HttpClient | undefined>;
}

export function createVisitors(): Visitors {
  const known = new Map<string, Identity>();
  const opened = new Map<string, number>();
  return {
    speakerFor(client, url) {
      const visitor = isAnonymous(client.identity) ? known.get(originOf(url)) : undefined;
      return visitor ? client.as(visitor) : client;
    },
    async open(client, url) {
      const origin = originOf(url);
      const count = opened.get(origin) ?? 0;
      if (!isAnonymous(client.identity) || count >= MOST_OPENED) return undefined;
      opened.set(origin, count + 1);
      const visitor = await visitorOf(client, origin);
      if (!visitor) return undefined;
      known.set(origin, visitor);
      return client.as(visitor);
    },
  };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}
