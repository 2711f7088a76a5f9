import { type Plan, type PlanInput, planRun } from '../plan.ts';
import type { Supply } from './supply.ts';

/** Waves are rounded up to whole slices, and a few strangers are asked beside them. */
const SPARE = 20;

/**
 * The plan for credentials whose number is not ours to choose, which are made ready here. `note` says so where a plan
 * would take more than there are.
 */
export async function planSupplied(
  input: PlanInput,
  supply: Supply,
  plan: (input: PlanInput) => Plan = planRun,
): Promise<{ readonly plan: Plan; readonly note: string | undefined }> {
  const wished = plan({ ...input, mostIdentities: Number.POSITIVE_INFINITY });
  const possible = plan({ ...input, mostIdentities: input.mostIdentities - SPARE });
  const there = (await supply.reserve?.(possible.identities + SPARE)) ?? Number.POSITIVE_INFINITY;
  const planned =
    there - SPARE < possible.identities ? plan({ ...input, mostIdentities: there - SPARE }) : possible;
  const note =
    planned.identities < wished.identities
      ? `The credentials suffice for ${planned.identities.toLocaleString('en')} identities instead of ${wished.identities.toLocaleString('en')}, which widens the interval.`
      : undefined;
  return { plan: planned, note };
}
