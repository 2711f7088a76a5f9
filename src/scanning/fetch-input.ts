import type { Exchange } from '../http/exchange.ts';
import { refused, succeeded, text } from '../http/exchange.ts';
import { redirectOf } from '../http/redirect.ts';
import type { Session } from '../http/session.ts';
import type { Identity } from '../identities/identity.ts';
import { isAnonymous } from '../identities/identity.ts';
import type { Target } from '../target.ts';

/** A document that moved more often than this is nowhere. */
const MOST_REDIRECTS = 5;

export interface Fetched {
  /** Where it lies, after redirects. */
  readonly url: string;
  readonly text: string;
}

/**
 * Fetches a file that the user named by its address, and what it refers to: from its own origin and the scan's scope.
 * Where the target itself serves it, and refuses it to nobody in particular, it is asked for with the first credential;
 * no other origin ever sees that.
 */
export function fetcherFor(
  address: string,
  target: Target,
  sessionFor: (scope: readonly string[]) => Session,
  identities: readonly Identity[],
): (url: string) => Promise<Fetched> {
  const { origin } = new URL(address);
  const { client } = sessionFor(target.scope.includes(origin) ? target.scope : [origin, ...target.scope]);
  const speaker = identities.find((identity) => !isAnonymous(identity));

  async function ask(url: string): Promise<Exchange> {
    const isOwn = speaker !== undefined && new URL(url).origin === target.origin;
    const asAnybody = await (isOwn && speaker.tls ? client.as(speaker) : client).once({ url });
    return isOwn && refused(asAnybody) ? client.as(speaker).once({ url }) : asAnybody;
  }

  return async (named) => {
    let url = named;
    for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
      const exchange = await ask(url);
      const next = redirectOf(exchange);
      if (next === undefined) {
        if (!succeeded(exchange)) throw new Error(`it answers ${exchange.response.status}`);
        return { url, text: text(exchange.response) };
      }
      if (next.origin !== new URL(named).origin) {
        throw new Error(`it redirects to ${next.origin}, another origin: name the document there`);
      }
      url = next.href;
    }
    throw new Error(`it redirects more than ${MOST_REDIRECTS} times`);
  };
}
