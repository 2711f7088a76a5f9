import type { HttpClient, RequestSpec } from './client.ts';
import type { Exchange } from './exchange.ts';
import { header } from './exchange.ts';

/** How a chain of redirects ended. */
export interface Followed {
  /** The first exchange, then one for each redirect that was followed. */
  readonly chain: readonly [Exchange, ...Exchange[]];
  readonly last: Exchange;
  /** Why the last answer, a redirect itself, was not followed. */
  readonly stopped?: 'out-of-scope' | 'loop' | 'too-many' | 'unreadable';
}

/** Browsers take 20; a service that needs more than this for an API answer is lost. */
const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Asks with GET and follows redirects within `scope`, which no redirect widens. The transport itself never follows.
 * @throws TransportFailure when a step gets no answer
 */
export async function follow(
  client: HttpClient,
  request: Pick<RequestSpec, 'url' | 'headers'>,
  scope: readonly string[],
): Promise<Followed> {
  const first = await client.once(request);
  const chain: [Exchange, ...Exchange[]] = [first];
  const seen = new Set([withoutFragment(request.url)]);
  let last = first;
  for (;;) {
    const location = header(last.response.headers, 'location');
    if (!REDIRECTS.has(last.response.status) || location === undefined) return { chain, last };
    const next = resolve(location, last.request.url);
    const stopped =
      next === undefined
        ? 'unreadable'
        : !scope.includes(new URL(next).origin)
          ? 'out-of-scope'
          : seen.has(next)
            ? 'loop'
            : chain.length > MOST_REDIRECTS
              ? 'too-many'
              : undefined;
    if (stopped || next === undefined) return { chain, last, ...(stopped ? { stopped } : {}) };
    seen.add(next);
    last = await client.once({ ...request, url: next });
    chain.push(last);
  }
}

/** RFC 9110 section 10.2.2: relative to the URL that was asked. */
function resolve(location: string, base: string): string | undefined {
  if (!URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  return /^https?:$/.test(url.protocol) ? withoutFragment(url.href) : undefined;
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
