import { ScanError } from '../errors.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header } from '../http/exchange.ts';
import type { Session } from '../http/session.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';

/**
 * The first request: without an answer to it there is nothing to scan. A service that talks to nobody without a
 * client certificate is entered, and looked around in, with the user's.
 */
export async function enter(
  { client }: Session,
  url: string,
  identities: readonly Identity[],
): Promise<{ readonly entry: Exchange; readonly client: HttpClient }> {
  const holder = identities.find(({ tls }) => tls);
  try {
    try {
      return { entry: await client.once({ url, evenRefused: true }), client };
    } catch (failure) {
      const refused = failure instanceof TransportFailure && ASKS_FOR_CERTIFICATE.has(failure.code);
      if (!holder || !refused) throw failure;
    }
    const known = client.as(holder);
    return { entry: await known.once({ url, evenRefused: true }), client: known };
  } catch (failure) {
    // Ctrl-C and the time budget say nothing of the target.
    if (!(failure instanceof TransportFailure) || failure.code === 'aborted') throw failure;
    const code =
      failure.code === 'tls' || failure.code === 'client-certificate' ? 'tls-refused' : 'unreachable';
    throw new ScanError(code, failure.message, { cause: failure });
  }
}

/** Some servers close the connection instead of sending the alert. */
const ASKS_FOR_CERTIFICATE: ReadonlySet<string> = new Set(['client-certificate', 'tls', 'reset']);

/** A target that sends everybody to another origin is hardly the one that was meant. */
export function leadsElsewhere(
  { request, response }: Exchange,
  scope: readonly string[],
): string | undefined {
  const location = header(response.headers, 'location');
  if (response.status < 300 || response.status > 399 || location === undefined) return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const { origin } = new URL(location, request.url);
  if (scope.includes(origin)) return undefined;
  return `${request.url} redirects to ${origin}, which is out of scope: scan that, or add --scope ${origin}.`;
}
