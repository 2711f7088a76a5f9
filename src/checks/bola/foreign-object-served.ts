import { percentEncoded } from '../../http/foreign-text.ts';
import { accepts, looksLikeRefusal, sameAnswer, servesContent } from '../answers.ts';
import { identifierOf, objectOperations, recordsIn } from '../objects.ts';
import { isPrivileged } from '../roles.ts';
import { defineRule } from '../rule.ts';
import { twoUsers } from './two-users.ts';

/** Objects of one kind are all looked up by the same code. */
const OBJECTS = 2;

export const foreignObjectServed = defineRule({
  id: 'foreign-object-served',
  title: 'One user’s objects are served to another',
  severity: 'high',
  cwe: [639, 863],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Knowing the identifier of an object is enough to read it, whoever it belongs to. Identifiers leak through links, logs and lists.',
  fix: 'Look objects up together with their owner (where id = … and owner = the asker), in every operation that takes an identifier.',
  needs: ['two-identities'],
  async *probe({ surface, http, anonymous }) {
    const users = twoUsers(surface.identities);
    let looked = false;
    for (const { operation, parameter, list, requestFor } of objectOperations(surface)) {
      if (!list) continue;
      pairs: for (const [owner, stranger] of [users, [...users].reverse()]) {
        if (!owner || !stranger) continue;
        // Who runs the service may see everything.
        if (isPrivileged(stranger)) continue;
        const idsOf = (listing: Parameters<typeof recordsIn>[0]) =>
          recordsIn(listing).flatMap((record) => identifierOf(record, parameter) ?? []);
        const strangersList = await http.as(stranger).once(list.request);
        // A refused list does not say which objects are the stranger's: the list may be for administrators.
        if (!accepts(strangersList, surface)) continue;
        const strangers = new Set(idsOf(strangersList));
        const own = idsOf(await http.as(owner).once(list.request)).filter((id) => !strangers.has(id));
        for (const identifier of own.slice(0, OBJECTS)) {
          const request = requestFor(percentEncoded(identifier));
          const mine = await http.as(owner).once(request);
          if (!servesContent(mine, surface)) continue;
          // What anyone may read belongs to nobody; other rules ask whether it should.
          if (!looksLikeRefusal(await anonymous.once(request))) continue;
          looked = true;
          const exchange = await http.as(stranger).once(request);
          if (!servesContent(exchange, surface) || !sameAnswer(exchange, mine)) continue;
          yield {
            operation,
            confidence: 'confirmed',
            saw: `Object ${identifier} of ${owner.name} was served to ${stranger.name}.`,
            proof: [
              { exchange, note: `asked by ${stranger.name}` },
              { exchange: mine, note: `the same object, asked by ${owner.name}` },
            ],
            control: {
              exchange: strangersList,
              note: `the list of ${stranger.name} does not hold object ${identifier}`,
            },
          };
          break pairs;
        }
      }
    }
    return looked
      ? undefined
      : { untested: 'no object was found that only one of the identities has in its list' };
  },
});
