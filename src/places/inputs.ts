import { bodySlots } from './all-body-slots.ts';
import { headerSlots } from './header-slots.ts';
import { loginBodies } from './login-bodies.ts';
import { askedWhole, madeWhole } from './odd-bodies.ts';
import { type ParameterSlot, parameters } from './parameters.ts';
import type { PlaceKind } from './place.ts';

/** Where a link or a form of another site can bring a value: path, query, and in active mode the members of bodies. */
export const linkInputs: PlaceKind<ParameterSlot> = {
  ...parameters,
  one: 'parameter or member of a body',
  many: 'parameters and properties of bodies',
  async find(known) {
    const inUrls = await parameters.find(known);
    return known.surface.mode === 'active' ? [...inUrls, ...(await bodySlots(known))] : inUrls;
  },
  unusable: (slot, known) =>
    slot.unusable ?? (slot.body ? slot.body.unusable : parameters.unusable?.(slot, known)),
  clientFor: ({ body }) => body?.client,
};

/** Everywhere that a value of ours can stand: in active mode headers and cookies too. */
export const inputs: PlaceKind<ParameterSlot> = {
  ...linkInputs,
  find: async (known) => [
    ...(await linkInputs.find(known)),
    ...(known.surface.mode === 'active' ? headerSlots(known.surface) : []),
  ],
};

/** The same and the name in a login: for the few values that a login must stand. */
export const inputsAndLoginName = alsoIn(({ name }) => name === 'name');

/** The password too. */
export const inputsAndLogin = alsoIn(() => true);

/** And bodies as a whole, where what is sent makes nothing, or what can be removed again. */
export const oddInputs: PlaceKind<ParameterSlot> = {
  ...inputsAndLogin,
  async find(known) {
    const slots = await inputsAndLogin.find(known);
    if (known.surface.mode !== 'active') return slots;
    return [...slots, ...askedWhole(slots), ...(await madeWhole(known))];
  },
};

function alsoIn(isWanted: (slot: ParameterSlot) => boolean): PlaceKind<ParameterSlot> {
  return {
    ...inputs,
    async find(known) {
      const logins = known.surface.mode === 'active' ? loginBodies(known).filter(isWanted) : [];
      return [...(await inputs.find(known)), ...logins];
    },
  };
}
