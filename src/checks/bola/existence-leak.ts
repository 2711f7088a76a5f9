import { accepts } from '../../answers/answers.ts';
import { objects } from '../../places/objects.ts';
import { identifierOf, recordsIn } from '../objects.ts';
import { defineRule, untested } from '../rule.ts';

/** Neighbours on either side: others' objects lie between one's own. */
const REACH = 1;
/** Beyond every number that a young table reaches. */
const FAR = 9_000_000;
const NONE_OF_ITS_OWN = 'the user has no object with a numeric ID';

export const existenceLeak = defineRule({
  id: 'existence-leak',
  title: 'Object enumeration by 403 and 404 responses',
  aliases: ['IDOR enumeration', 'object existence oracle', 'observable response discrepancy'],
  severity: 'low',
  cwe: [204, 203],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'By trying IDs, an attacker learns which objects of other users exist. Another user’s object returns 403 and a missing one returns 404.',
  remediation: 'Return 404 in both cases, with the same body and in the same time.',
  needs: ['identity'],
  places: objects,
  async judge({ parameter, list, known, requestFor }, { surface, http }) {
    const listed = list
      ? recordsIn(await http.once(list.request)).flatMap((record) => identifierOf(record, parameter) ?? [])
      : [];
    const own = listed[0] ?? known;
    if (own === undefined || !/^\d{1,7}$/.test(own)) return untested(NONE_OF_ITS_OWN);
    if (!accepts(await http.once(requestFor(own)), surface)) return untested(NONE_OF_ITS_OWN);
    const absent = await http.once(requestFor(String(Number(own) + FAR)));
    if (absent.response.status !== 404) return 'clean';
    for (const identifier of neighbours(Number(own), REACH)) {
      const exchange = await http.once(requestFor(identifier));
      if (exchange.response.status !== 403) continue;
      return {
        confidence: 'confirmed',
        evidenceSummary: `Object ${identifier} returned 403, object ${Number(own) + FAR} returned 404.`,
        proof: [{ exchange, note: 'an object of another user: it exists, but access is denied' }],
        control: { exchange: absent, note: 'an object that does not exist returns 404' },
      };
    }
    return 'clean';
  },
});

function neighbours(number: number, reach: number): string[] {
  return (
    Array.from({ length: reach }, (_none, at) => [number + at + 1, number - at - 1])
      .flat()
      // Tables count from one.
      .filter((id) => id > 0)
      .map(String)
  );
}
