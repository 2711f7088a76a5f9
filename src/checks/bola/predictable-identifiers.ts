import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import { objects } from '../../places/objects.ts';
import { identifierOf, recordsIn } from '../objects.ts';
import { defineRule, untested } from '../rule.ts';

/** Fewer may be close by chance. */
const FEWEST = 3;
/** Gaps that deletions leave; random or time-based numbers lie much farther apart. */
const WIDEST_GAP = 20;

export const predictableIdentifiers = defineRule({
  id: 'predictable-identifiers',
  title: 'Sequential object IDs',
  aliases: ['predictable identifiers', 'ID enumeration', 'IDOR', 'UUID', 'numeric ID'],
  severity: 'info',
  cwe: [340, 639],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who knows one ID knows all of them, and can request every object in turn. The IDs also show how many objects there are.',
  remediation:
    'Use random IDs, such as UUID version 4, and check on every request that the user may access the object.',
  places: objects,
  leaveOut: ({ list }) => (list ? undefined : 'no operation returns single objects of a list'),
  async judge({ parameter, list, requestFor }, { surface, http, anonymous }) {
    if (!list) return 'clean';
    const exchange = await http.once(list.request);
    const ids = recordsIn(exchange).flatMap((record) => identifierOf(record, parameter) ?? []);
    const numbers = [...new Set(ids)]
      .filter((id) => /^\d{1,9}$/.test(id))
      .map(Number)
      .sort((a, b) => a - b);
    if (numbers.length < FEWEST)
      return untested('the list returned fewer than three objects with numeric IDs');
    const gaps = numbers.slice(1).map((number, at) => number - (numbers[at] ?? 0));
    if (gaps.some((gap) => gap > WIDEST_GAP)) return 'clean';
    const open = await anonymous.once(requestFor(String(numbers[0])));
    if (!looksLikeRefusal(open) && !servesContent(open, surface)) return 'clean';
    return {
      confidence: 'confirmed',
      // Behind a login that holds, counting alone opens nothing.
      evidenceSummary: `${list.operation.id} returned the IDs ${numbers.slice(0, 5).join(', ')}${looksLikeRefusal(open) ? '; reading one requires a credential' : '; anyone can read one without authentication'}.`,
      proof: [
        { exchange, note: `the IDs of this list are ${numbers.slice(0, 5).join(', ')}` },
        {
          exchange: open,
          note: looksLikeRefusal(open)
            ? 'a single object is not returned without authentication'
            : 'a single object is returned without authentication',
        },
      ],
      control: { fact: `the largest gap between ${numbers.length} IDs is ${Math.max(...gaps)}` },
    };
  },
});
