import { ScanError } from '../errors.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, text } from '../http/exchange.ts';
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
      return { entry: refusePlain(await client.once({ url, evenRefused: true })), client };
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
    const hint = wrongScheme(url, failure);
    throw new ScanError(code, hint ? failure.message.replace(/\.$/, `: ${hint}`) : failure.message, {
      cause: failure,
    });
  }
}

/** OpenSSL's words for first bytes that are no TLS record. */
const NO_TLS: ReadonlySet<unknown> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
]);
/** What servers that speak TLS do with plain requests: most close, some answer with an alert. */
const NO_HTTP: ReadonlySet<string> = new Set(['reset', 'not-http']);
/** What others answer, with 400: nginx, Go, Apache. */
const SAYS_TLS =
  /plain HTTP request was sent to HTTPS port|Client sent an HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled server port/;

/** http where TLS is spoken, or the other way round. */
function wrongScheme(url: string, { code, cause }: TransportFailure): string | undefined {
  const { protocol, host } = new URL(url);
  if (protocol === 'http:' && NO_HTTP.has(code)) return `if it speaks TLS, scan https://${host}.`;
  const errno = (cause as { code?: unknown } | undefined)?.code;
  return protocol === 'https:' && NO_TLS.has(errno)
    ? `it answers, but not in TLS; for plain HTTP scan http://${host}.`
    : undefined;
}

/** @throws ScanError where the answer says that TLS was expected */
function refusePlain(entry: Exchange): Exchange {
  const { request, response } = entry;
  if (response.status !== 400 || !SAYS_TLS.test(text(response))) return entry;
  const { host } = new URL(request.url);
  throw new ScanError('unreachable', `${host} speaks TLS: scan https://${host}.`);
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
