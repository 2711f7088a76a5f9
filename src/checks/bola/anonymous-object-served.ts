import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isAnonymous } from '../../identities/identity.ts';
import { objects } from '../../places/objects.ts';
import { identifierOf, recordsIn } from '../objects.ts';
import { defineRule, untested } from '../rule.ts';

const NOBODY = 'mb-nowhere-7f3a91';

export const anonymousObjectServed = defineRule({
  id: 'anonymous-object-served',
  title: 'Objects of a protected list are served to anyone who names them',
  severity: 'high',
  cwe: [639, 862],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The list asks for a credential and its single objects do not, so guessing or overhearing an identifier is enough to read them.',
  fix: 'Check the credential, and whose object it is, in the operation that serves the object, not only in the list.',
  places: objects,
  async judge({ parameter, list, known, requestFor }, { surface, http, anonymous }) {
    if (!list) return untested('no list of these objects');
    const refusal = await anonymous.once(list.request);
    if (!looksLikeRefusal(refusal)) return untested('the list does not refuse anonymous');
    const listing = await http.once(list.request);
    // A list that refuses users too is for administrators, and says nothing of who may see one object.
    if (!isAnonymous(http.identity) && looksLikeRefusal(listing))
      return untested('the list refuses the identity too');
    const [first] = recordsIn(listing).flatMap((record) => identifierOf(record, parameter) ?? []);
    const identifier = first ?? known ?? '1';
    const exchange = await anonymous.once(requestFor(percentEncoded(identifier)));
    if (!servesContent(exchange, surface)) return 'clean';
    const nothing = await anonymous.once(requestFor(NOBODY));
    // Where a made-up identifier is served as well, this is no object.
    if (servesContent(nothing, surface)) return 'clean';
    return {
      confidence: 'confirmed',
      saw: `${list.operation.id} refuses anonymous with ${refusal.response.status}; the object ${identifier} is served.`,
      proof: [
        { exchange, note: 'the object, sent without any credential' },
        { exchange: nothing, note: 'an identifier that does not exist is not served' },
      ],
      control: { exchange: refusal, note: 'the list of these objects refuses anonymous' },
    };
  },
});
