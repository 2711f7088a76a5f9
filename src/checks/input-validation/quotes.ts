import type { Technique } from './proofs.ts';
import { breakdown } from './server-error.ts';

/** Breaking on odd quotes and not on even ones is how SQL acts, and seldom anything else. */
export const breaksOnOddQuotes: Technique = async (slot, { http }) => {
  const found = await breakdown(http, slot.with(`${slot.ordinary}'`), slot.with(`${slot.ordinary}''`));
  if (!found) return undefined;
  const odd = await http.send(slot.with(`${slot.ordinary}'''`));
  if (odd.response.status !== found.odd.response.status) return undefined;
  return {
    confidence: 'likely',
    evidenceSummary: `${slot.name}: one and three quotes returned ${found.odd.response.status}, two quotes ${found.ordinary.response.status}.`,
    proof: [{ exchange: found.odd, note: 'an odd number of quotes breaks the statement' }],
    control: { exchange: found.ordinary, note: 'an even number does not' },
  };
};
