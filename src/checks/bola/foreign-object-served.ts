import { looksLikeRefusal, sameAnswer, servesContent } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { objects } from '../../places/objects.ts';
import { ownersApart, recordIn } from '../objects.ts';
import { isPrivileged } from '../roles.ts';
import { confirmed, defineRule, untested } from '../rule.ts';
import { ownObjects } from './own-objects.ts';
import { twoUsers } from './two-users.ts';

/** Objects of one kind are looked up by the same code: those that cannot be judged do not count. */
const OF_A_KIND = 2;

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
  places: objects,
  async judge(place, { surface, http, anonymous, record }) {
    if (place.lists.length === 0) return untested('no list of these objects');
    const users = twoUsers(surface.identities);
    let unusable = 0;
    let looked = 0;
    for (const [owner, stranger] of [users, [...users].reverse()]) {
      // Who runs the service may see everything.
      if (!owner || !stranger || isPrivileged(stranger)) continue;
      const own = await ownObjects(place, owner, stranger, { surface, http, record });
      let judged = 0;
      for (const { identifier, request, ways, control, elsewhere } of own) {
        if (judged >= OF_A_KIND) break;
        const mine = await http.as(owner).once(request);
        // What anyone may read belongs to nobody; other rules ask whether it should.
        if (!servesContent(mine, surface) || !looksLikeRefusal(await anonymous.once(request))) {
          unusable += 1;
          continue;
        }
        // A list of one's own leaves out what is for all to read: only an owner's name tells the two apart.
        const apart = elsewhere && (await ownersNamed(mine, elsewhere, http.as(stranger)));
        if (elsewhere && !apart) continue;
        judged += 1;
        looked += 1;
        for (const way of ways) {
          const exchange = await http.as(stranger).once(way);
          if (!servesContent(exchange, surface) || !sameAnswer(exchange, mine)) continue;
          const listed = await control();
          if (!listed) continue;
          if (apart)
            return {
              confidence: 'likely',
              saw: `Object ${identifier} with ${apart.field} ${apart.mine} was served to ${stranger.name}, whose own objects have ${apart.field} ${apart.theirs}.`,
              proof: [
                { exchange, note: `asked by ${stranger.name}` },
                { exchange: mine, note: `the same object, asked by ${owner.name}` },
              ],
              control: {
                exchange: listed,
                note: `the list of ${stranger.name} does not hold object ${identifier}`,
              },
            };
          return confirmed(
            `Object ${identifier} of ${owner.name} was served to ${stranger.name}.`,
            [exchange, `asked by ${stranger.name}`],
            [listed, `the list of ${stranger.name} does not hold object ${identifier}`],
            [mine, `the same object, asked by ${owner.name}`],
          );
        }
      }
    }
    if (looked > 0) return 'clean';
    return untested(
      unusable > 0
        ? 'none of the objects in one list alone is served to its owner and refused to anonymous'
        : 'no object was found that only one of the identities has in its list',
    );
  },
});

/** How an object of one user names another owner than the first object of the other user does. */
async function ownersNamed(mine: Exchange, theirs: readonly RequestSpec[], http: HttpClient) {
  const [first] = theirs;
  if (!first) return undefined;
  return ownersApart(recordIn(mine) ?? {}, recordIn(await http.once(first)) ?? {});
}
