import { servesContent } from '../../answers/answers.ts';
import { parameters } from '../../places/parameters.ts';
import { FAR_BEYOND } from '../far-beyond.ts';
import { confirmed, defineRule } from '../rule.ts';
import { envelopeOf, itemsOf, PAGE_SIZE } from './list-answer.ts';

/** Larger pages than any client shows: served in one answer, the parameter has no bound worth the name. */
const PLENTY = 1_000;

export const unlimitedPageSize = defineRule({
  id: 'unlimited-page-size',
  title: 'A client decides how much one answer holds',
  severity: 'medium',
  cwe: [770, 1284],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  meaning:
    'The page size is taken as given: one request can make the service read, hold and send whole tables.',
  fix: 'Bound the page size (100 is usual), refuse more with 400 or cut it to the bound, and write the maximum into the document.',
  places: parameters,
  leaveOut: ({ name, where }) =>
    where === 'query' && PAGE_SIZE.test(name) ? undefined : 'no parameter that bounds a list',
  async judge(slot, { surface, http }) {
    const huge = await http.once(slot.with(String(FAR_BEYOND)));
    const held = itemsOf(huge.response)?.length ?? 0;
    if (!servesContent(huge, surface) || held <= 1) return 'clean';
    const repeated = Object.entries(envelopeOf(huge.response)).some(([, value]) => value === FAR_BEYOND);
    if (held < PLENTY && !repeated) return 'clean';
    const one = await http.once(slot.with('1'));
    // Only a parameter that is obeyed can be judged.
    if (!servesContent(one, surface) || itemsOf(one.response)?.length !== 1) return 'clean';
    return confirmed(
      `${slot.name}=${FAR_BEYOND} was obeyed: ${held} items${repeated ? ', and the answer names that size as its own' : ''}; ${slot.name}=1 gave one.`,
      [huge, `${slot.name}=${FAR_BEYOND}: ${held} items`],
      [one, `${slot.name}=1: one item, so the parameter counts`],
    );
  },
});
