import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { anonymous } from '../identities/identity.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';
import { learnAbsentPages } from './absent.ts';
import type { Mode, Surface } from './surface.ts';

export interface DiscoverOptions {
  readonly target: Target;
  readonly mode: Mode;
  readonly llmAllowed: boolean;
  readonly client: HttpClient;
  readonly identities: readonly Identity[];
  /** Already read from a file or URL that the user named. */
  readonly spec?: Spec;
  readonly entry: Exchange;
}

/** Learns everything that rules may know about the target. Sends GET only. */
export async function discover(options: DiscoverOptions): Promise<Surface> {
  const { target, client, entry, spec } = options;
  const absent = await learnAbsentPages(client, target);
  const operations: readonly Operation[] = spec?.operations ?? [targetOperation(target)];
  return {
    target,
    mode: options.mode,
    llmAllowed: options.llmAllowed,
    entry,
    absent,
    ...(spec ? { spec } : {}),
    operations,
    credential: { kind: 'none', evidence: [] },
    identities: [anonymous, ...options.identities],
    identifiers: [],
    llmEndpoints: [],
    publicDocuments: [],
  };
}

/** The URL that the user typed is an operation, whatever else is known. */
function targetOperation(target: Target): Operation {
  const { pathname } = new URL(target.url);
  return {
    id: `GET ${pathname}`,
    method: 'GET',
    path: pathname,
    server: target.origin,
    source: 'target',
    parameters: [],
    bodies: [],
    responses: [],
    deprecated: false,
    tags: [],
  };
}
