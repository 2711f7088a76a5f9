import { planSupplied } from './credentials/plan-supplied.ts';
import type { Supply } from './credentials/supply.ts';
import { type Plan, type PlanInput, planRun, planWithLongest } from './plan.ts';
import { planSoak } from './plan-soak.ts';

/** What a shared limit allows, of which a tenth is left to others. */
const SHARE_OF_LIMIT = 0.9;

interface Wanted {
  /** Whether the length of a credential is ours to choose. */
  readonly elastic: boolean;
  /** Of a soak, seconds. */
  readonly durationSeconds: number | undefined;
}

interface ChosenPlan {
  readonly plan: Plan;
  readonly credentialBytes: number;
  readonly note: string | undefined;
}

/** The plan of a run or a soak: as many identities, and as long ones, as time, limits and the supply allow. */
export async function choosePlan(
  input: PlanInput,
  { supply, ...wanted }: Wanted & { readonly supply: Supply },
): Promise<ChosenPlan> {
  if (!wanted.elastic)
    return {
      ...(await planSupplied(input, supply, plannerFor(wanted))),
      credentialBytes: input.credentialBytes,
    };
  const { durationSeconds } = wanted;
  const chosen = durationSeconds === undefined ? planWithLongest(input) : soak(input, durationSeconds, true);
  return { ...chosen, note: undefined };
}

/** The same for a credential of this length. */
export function plannerFor({ elastic, durationSeconds }: Wanted): (input: PlanInput) => Plan {
  return durationSeconds === undefined ? planRun : (input) => soak(input, durationSeconds, elastic).plan;
}

function soak(input: PlanInput, seconds: number, elastic: boolean): ReturnType<typeof planSoak> {
  const { capacity, limitPerSecond, mostIdentities, byCollection } = input;
  // A plan takes half of a capacity.
  const allowed = limitPerSecond === undefined ? capacity : 2 * SHARE_OF_LIMIT * limitPerSecond;
  return planSoak({
    seconds,
    elastic: elastic && !input.fixedLength,
    capacity: Math.min(capacity, allowed),
    credentialBytes: input.credentialBytes,
    mostIdentities: mostIdentities ?? Number.POSITIVE_INFINITY,
    byCollection: byCollection ?? false,
  });
}
