import { ScanError } from '../errors.ts';
import type { Exchange } from '../http/exchange.ts';
import { refused, succeeded, text } from '../http/exchange.ts';
import { redirectOf } from '../http/redirect.ts';
import type { Session } from '../http/session.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';
import { isAnonymous } from '../identities/identity.ts';
import { loadSpec } from '../openapi/load.ts';
import { filesBeside } from '../openapi/local-files.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';

/** A document that was read from a file, or the address of one that is to be fetched. */
export type SpecInput = { readonly uri: string; readonly text: string } | { readonly url: string };

/** A document that moved more often than this is nowhere. */
const MOST_REDIRECTS = 5;

/**
 * Loads the document that the user named. A file may refer to files of its repository or folder; a fetched document to
 * documents of its own origin and of the scan's scope. Where the target itself serves it, and refuses it to nobody in
 * particular, it is asked for with the first credential; no other origin ever sees that.
 * @throws ScanError invalid-spec
 */
export async function readSpec(
  input: SpecInput,
  target: Target,
  sessionFor: (scope: readonly string[]) => Session,
  identities: readonly Identity[] = [],
): Promise<Spec> {
  if ('text' in input) {
    return loadSpec({ ...input, target: target.url }, { fetchExternal: filesBeside(input.uri) });
  }
  const { origin } = new URL(input.url);
  const { client } = sessionFor(target.scope.includes(origin) ? target.scope : [origin, ...target.scope]);
  const speaker = identities.find((identity) => !isAnonymous(identity));

  async function ask(url: string): Promise<Exchange> {
    const isOwn = speaker !== undefined && new URL(url).origin === target.origin;
    const asAnybody = await (isOwn && speaker.tls ? client.as(speaker) : client).once({ url });
    return isOwn && refused(asAnybody) ? client.as(speaker).once({ url }) : asAnybody;
  }

  async function fetchText(named: string): Promise<{ readonly url: string; readonly text: string }> {
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
  }

  try {
    const fetched = await fetchText(input.url);
    return await loadSpec(
      { uri: fetched.url, text: fetched.text, target: target.url },
      { fetchExternal: async (url) => (await fetchText(url)).text },
    );
  } catch (cause) {
    // Ctrl-C and the time budget end the scan, whatever was being read.
    if (cause instanceof ScanError || (cause instanceof TransportFailure && cause.code === 'aborted'))
      throw cause;
    const why = cause instanceof TransportFailure ? cause.message : `${(cause as Error).message}.`;
    throw new ScanError('invalid-spec', `Cannot read the OpenAPI document ${input.url}: ${why}`, { cause });
  }
}
