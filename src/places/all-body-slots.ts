import { askedBodies } from './asked-bodies.ts';
import { changedBodies } from './changed-bodies.ts';
import { madeBodies } from './made-bodies.ts';
import { accountBodies } from './own-body-slots.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';

/** Members of the bodies that the scan may send odd values in. */
export async function bodySlots(known: Known): Promise<ParameterSlot[]> {
  return [
    ...(await askedBodies(known)),
    ...accountBodies(known),
    ...(await madeBodies(known)),
    ...(await changedBodies(known)),
  ];
}
