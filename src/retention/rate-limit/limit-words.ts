import { inBytes } from '../estimate.ts';
import { leastResolved, type Plan } from '../plan.ts';
import type { RateLimit } from './find-limit.ts';

/** What a shared limit lets through, for reports. */
function letsThrough({ perSecond, left, known }: RateLimit): string {
  const much =
    left === undefined
      ? `about ${rate(perSecond)}`
      : left === 0
        ? 'no more requests'
        : `${left.toLocaleString('en')} more requests`;
  return `the target lets ${much} through, whichever credential they carry (${known})`;
}

/** No run fits into the limit: what to allow. Without a full stop. */
export function noRunFits(limit: RateLimit, leastPerSecond: number): string {
  return `${letsThrough(limit)}, and a run needs ${rate(leastPerSecond)} for a minute and a half: allow that, or exempt the prober's address from the limit, and run again`;
}

/** What going slower costs. */
export function slowerPlan(limit: RateLimit, plan: Plan, unlimited: Plan): string {
  return `A limit is respected: ${letsThrough(limit)}. So ${plan.identities.toLocaleString('en')} identities are tested instead of ${unlimited.identities.toLocaleString('en')}, and what is kept below about ${inBytes(leastResolved(plan))} each can not be told; exempt the prober's address from the limit to see more.`;
}

function rate(perSecond: number): string {
  if (perSecond >= 10) return `${Math.round(perSecond).toLocaleString('en')} requests a second`;
  return perSecond * 60 >= 1
    ? `${Math.max(1, Math.round(perSecond * 60))} requests a minute`
    : 'less than a request a minute';
}
