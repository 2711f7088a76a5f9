import { callsModel } from '../discovery/calls-model.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import { createBreath } from '../http/breath.ts';
import { type Identity, isAnonymous } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSafe } from '../openapi/operation.ts';
import type { Access, OperationOutcome, OperationStatus } from '../result.ts';
import { poolOf } from '../values/pool.ts';
import type { ExplorationRecord, Heard } from './record.ts';

/** One row per operation, in the surface's order: what it answered at best, or why it was not asked. */
export async function operationOutcomes(
  surface: OutcomeSurface,
  record: ExplorationRecord,
): Promise<OperationOutcome[]> {
  const breathe = createBreath();
  const rows: OperationOutcome[] = [];
  for (const operation of surface.operations) {
    await breathe();
    rows.push(outcomeOf(operation, surface, record));
  }
  return rows;
}

type OutcomeSurface = Pick<
  Surface,
  'operations' | 'identities' | 'identifiers' | 'mode' | 'spec' | 'llmAllowed'
>;

function outcomeOf(
  operation: Operation,
  surface: OutcomeSurface,
  record: ExplorationRecord,
): OperationOutcome {
  const { id, method, path, source } = operation;
  const heard = record.best(operation);
  const isMadeUp = !poolOf(surface.identifiers).canFill(operation);
  const costs = !surface.llmAllowed && callsModel(operation, surface.spec);
  const unheard = () => (costs ? COSTS : unasked(method, path, surface.mode));
  const { status, reason } = heard ? explained(heard, isMadeUp) : unheard();
  const askedAs = surface.identities
    .filter((identity) => !isAnonymous(identity) && wasAsked(record.heard(operation, identity)))
    .map(({ name }) => name);
  return {
    ...{ id, method, path, source, status },
    ...(reason === undefined ? {} : { reason }),
    ...(askedAs.length === 0 ? {} : { testedAs: askedAs }),
    ...(heard ? { access: accessOf(operation, surface.identities, record) } : {}),
  };
}

function accessOf(
  operation: Operation,
  identities: readonly Identity[],
  record: ExplorationRecord,
): NonNullable<OperationOutcome['access']> {
  return identities.map((identity) => {
    const heard = record.heard(operation, identity);
    return { identity: identity.name, result: heard ? RESULT[heard.status] : 'not-tested' };
  });
}

const RESULT: Readonly<Record<OperationStatus, Access>> = {
  tested: 'allowed',
  empty: 'allowed',
  unauthorized: 'denied',
  forbidden: 'denied',
  redirected: 'denied',
  'not-found': 'not-found',
  'bad-request': 'error',
  'unsupported-media-type': 'error',
  'method-not-allowed': 'error',
  'rate-limited': 'error',
  'server-error': 'error',
  unexpected: 'error',
  'no-answer': 'error',
  skipped: 'not-tested',
};

/** Nothing may be said of a credential about places that it was never sent to. */
function wasAsked(heard: Heard | undefined): boolean {
  return heard !== undefined && heard.status !== 'skipped';
}

const COSTS: Heard = { status: 'skipped', reason: 'it has a model work, which costs money: --llm allows it' };

function explained(heard: Heard, isMadeUp: boolean): Heard {
  if (heard.status !== 'not-found' || !isMadeUp) return heard;
  return { ...heard, reason: `${heard.reason}: its identifier is made up, as no answer gave one out` };
}

function unasked(method: string, path: string, mode: Surface['mode']): Heard {
  if (mode === 'safe' && !isSafe(method))
    return { status: 'skipped', reason: `${method} is not sent in safe mode` };
  if (isRisky(path)) return { status: 'skipped', reason: 'by its name it ends or deletes something' };
  return {
    status: 'skipped',
    reason: isSafe(method) ? 'the scan ended before' : 'no rule sends it valid input',
  };
}
