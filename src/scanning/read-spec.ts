import { ScanError } from '../errors.ts';
import { succeeded, text } from '../http/exchange.ts';
import type { Session } from '../http/session.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { loadSpec } from '../openapi/load.ts';
import { siblingFiles } from '../openapi/local-files.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';

/** A document that was read from a file, or the address of one that is to be fetched. */
export type SpecInput = { readonly uri: string; readonly text: string } | { readonly url: string };

/**
 * Loads the document that the user named. A file may refer to files in its own folder and below;
 * a fetched document to documents of its own origin and of the scan's scope.
 * @throws ScanError invalid-spec
 */
export async function readSpec(
  input: SpecInput,
  target: Target,
  sessionFor: (scope: readonly string[]) => Session,
): Promise<Spec> {
  if ('text' in input) {
    return loadSpec({ ...input, target: target.url }, { fetchExternal: siblingFiles(input.uri) });
  }
  const { client } = sessionFor([new URL(input.url).origin, ...target.scope]);
  const fetchText = async (url: string) => {
    const exchange = await client.once({ url });
    if (!succeeded(exchange)) throw new Error(`it answers ${exchange.response.status}`);
    return text(exchange.response);
  };
  try {
    const fetched = await fetchText(input.url);
    return await loadSpec(
      { uri: input.url, text: fetched, target: target.url },
      { fetchExternal: fetchText },
    );
  } catch (cause) {
    if (cause instanceof ScanError) throw cause;
    const why = cause instanceof TransportFailure ? cause.message : `${(cause as Error).message}.`;
    throw new ScanError('invalid-spec', `Cannot read the OpenAPI document ${input.url}: ${why}`, { cause });
  }
}
