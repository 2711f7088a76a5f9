import { accountAddresses } from './account-addresses.ts';
import { addressesOnce } from './addresses-once.ts';
import { addressesBelow } from './changed-bodies.ts';
import { inputs } from './inputs.ts';
import { hookBodies } from './made-bodies.ts';
import type { ParameterSlot } from './parameters.ts';
import type { PlaceKind } from './place.ts';

/** All inputs, addresses of the scan's own account, and the members of what the scan may make only where it answers with addresses of its own. */
export const addressInputs: PlaceKind<ParameterSlot> = {
  ...inputs,
  async find(known) {
    const all = await inputs.find(known);
    return known.surface.mode === 'active'
      ? [...all, ...(await hookBodies(known)), ...accountAddresses(known), ...addressesBelow(known)]
      : all;
  },
};

/** The same, and addresses that are sent a single time: for the rule whose first request tells. */
export const addressInputsAndOnce: PlaceKind<ParameterSlot> = {
  ...addressInputs,
  async find(known) {
    const all = await addressInputs.find(known);
    return known.surface.mode === 'active' ? [...all, ...(await addressesOnce(known))] : all;
  },
};
