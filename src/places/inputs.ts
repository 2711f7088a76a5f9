import { bodySlots } from './all-body-slots.ts';
import { loginBodies } from './login-bodies.ts';
import { type ParameterSlot, parameters } from './parameters.ts';
import type { PlaceKind } from './place.ts';

/** Everywhere that a value of ours can stand: path, query, and in active mode the members of bodies. */
export const inputs: PlaceKind<ParameterSlot> = {
  ...parameters,
  one: 'parameter or member of a body',
  many: 'parameters and members of bodies',
  async find(known) {
    const inUrls = await parameters.find(known);
    return known.surface.mode === 'active' ? [...inUrls, ...(await bodySlots(known))] : inUrls;
  },
  unusable: (slot, known) => (slot.body ? slot.body.unusable : parameters.unusable?.(slot, known)),
  clientFor: ({ body }) => body?.client,
};

/** The same and the name in a login: for the few values that a login must stand. */
export const inputsAndLoginName = alsoIn(({ name }) => name === 'name');

/** The password too. */
export const inputsAndLogin = alsoIn(() => true);

function alsoIn(isWanted: (slot: ParameterSlot) => boolean): PlaceKind<ParameterSlot> {
  return {
    ...inputs,
    async find(known) {
      const logins = known.surface.mode === 'active' ? loginBodies(known).filter(isWanted) : [];
      return [...(await inputs.find(known)), ...logins];
    },
  };
}
