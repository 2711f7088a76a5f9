import type { Surface } from '../discovery/surface.ts';
import { mapAtOnce } from '../http/at-once.ts';
import { createBreath } from '../http/breath.ts';
import type { HttpClient, RequestSpec } from '../http/client.ts';
import { anonymous, type Identity, isAnonymous } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { poolOf } from '../values/pool.ts';
import type { ExplorationRecord } from './record.ts';

/** What one object holds another of its kind may lack: so many are read of each, where so many are known. */
const READ_OF_EACH = 8;
/** Of what lies below: `/catalogue/{isbn}/copies`. */
const BELOW_EACH = 4;
const ASKED_AT_ONCE = 32;

export interface Instances {
  readonly surface: Surface;
  readonly client: HttpClient;
  readonly record: ExplorationRecord;
  readonly readable: readonly Operation[];
  readonly signal: AbortSignal;
}

/**
 * Reads further objects of each kind that was served, of those that the service named to the first user, so that rules
 * that listen hear of more than one.
 */
export async function readInstances(instances: Instances): Promise<void> {
  const { surface, client, record, readable, signal } = instances;
  if (signal.aborted) return;
  const breathe = createBreath();
  const speaker = surface.identities.find((identity) => !isAnonymous(identity)) ?? anonymous;
  const pool = poolOf(record.shown(speaker));
  const requests: { readonly request: RequestSpec; readonly by: Identity }[] = [];
  for (const operation of readable) {
    await breathe();
    if (!operation.path.includes('}')) continue;
    // What anybody may read is worth more as nobody's.
    const isOpen = record.heard(operation, anonymous)?.status === 'tested';
    const by = isOpen ? anonymous : speaker;
    if (record.heard(operation, by)?.status !== 'tested') continue;
    const most = operation.path.endsWith('}') ? READ_OF_EACH : BELOW_EACH;
    for (const values of pool.valueSets(operation, most))
      requests.push({ request: requestFor(operation, surface.spec, { values }), by });
  }
  await mapAtOnce(requests, ASKED_AT_ONCE, async ({ request, by }) => {
    if (!signal.aborted) await client.as(by).attemptOnce(request);
  });
}
