import { askedBodies } from './body-slots.ts';
import { madeBodies } from './made-bodies.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';

/** Members of the bodies that the scan may send odd values in. */
export async function bodySlots(known: Known): Promise<ParameterSlot[]> {
  return [...askedBodies(known), ...(await madeBodies(known))];
}
