import { type Cuts, createCuts } from '../cuts.ts';
import type { HttpClient, RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';

/** How discovery asks: answers are shared with the rules, no answer is `undefined`, and all that was heard is kept. */
export interface Inquiry {
  /**
   * Undefined when no answer came, the URL is out of scope, or the request budget is used up.
   * @throws TransportFailure `aborted` and `untrusted-tls`
   */
  ask(request: RequestSpec, identity?: Identity): Promise<Exchange | undefined>;
  /** In the order of the questions of one `askAll`. */
  askAll(urls: readonly string[], identity?: Identity): Promise<readonly (Exchange | undefined)[]>;
  readonly heard: readonly Exchange[];
  /** What discovery left out, for the result. */
  readonly cuts: Cuts;
  /** True for what a service says to who is not let in: 401, 403, a redirect to a login, a 200 that says so. */
  readonly refuses: (exchange: Exchange) => boolean;
}

/** `voice` speaks where no identity is named: nobody, unless the target answers only to a client certificate. */
export function openInquiry(
  client: HttpClient,
  voice: Identity,
  refuses: (exchange: Exchange) => boolean,
): Inquiry {
  const heard = new Map<number, Exchange>();
  async function ask(request: RequestSpec, identity = voice): Promise<Exchange | undefined> {
    try {
      const exchange = await client.as(identity).once(request);
      heard.set(exchange.id, exchange);
      return exchange;
    } catch (failure) {
      // Stopped, or about to show a credential to who knows whom: that is for the user to hear, not for a stage to skip.
      const isSilence =
        failure instanceof TransportFailure && !['aborted', 'untrusted-tls'].includes(failure.code);
      if (isSilence || failure instanceof TypeError) return undefined;
      throw failure;
    }
  }
  return {
    ask,
    refuses,
    cuts: createCuts(),
    askAll: (urls, identity) => Promise.all(urls.map((url) => ask({ url }, identity))),
    get heard() {
      return [...heard.values()];
    },
  };
}
