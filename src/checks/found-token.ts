import { accepts, looksLikeRefusal } from '../answers/answers.ts';
import type { Exchange } from '../http/exchange.ts';
import { usualForms } from '../identities/other-forms.ts';
import { credentialOf } from '../identities/signed-in.ts';
import type { OperationPlace } from '../places/operations.ts';
import { refusedOperations } from '../places/refused-operations.ts';
import type { ProbeContext } from './rule.ts';

/** What became of a token that stands somewhere for everybody to read, once it was sent as a login. */
export type FoundTokenTrial =
  | {
      readonly is: 'accepted';
      readonly place: OperationPlace;
      readonly served: Exchange;
      readonly control: Exchange;
    }
  | { readonly is: 'refused' }
  /** Nothing asked for a credential, or nothing answered. */
  | { readonly is: 'not tried' };

/** The service reads every token alike: operations that refuse a token with some rights are tried beyond the first. */
const MOST_PLACES = 4;

/**
 * Sends a token as a login to operations that refuse anonymous readers, in each form that they may want. Accepted is
 * what is served where nobody is, and no longer once its last characters are others.
 */
export async function tryFoundToken(token: string, context: ProbeContext): Promise<FoundTokenTrial> {
  const { surface, anonymous } = context;
  let tried = 0;
  for (const place of await refusedOperations.find(context)) {
    if (tried >= MOST_PLACES) break;
    const refusal = await anonymous.attemptOnce(place.request);
    if (refusal instanceof Error || !looksLikeRefusal(refusal)) continue;
    tried += 1;
    for (const form of usualForms([refusal], surface.spec)) {
      const as = (sent: string) => anonymous.as({ name: STRANGER, credentials: [credentialOf(sent, form)] });
      const served = await as(token).attemptOnce(place.request);
      if (served instanceof Error || !accepts(served, surface)) continue;
      const control = await as(broken(token)).attemptOnce(place.request);
      if (control instanceof Error || !looksLikeRefusal(control)) continue;
      return { is: 'accepted', place, served, control };
    }
  }
  return { is: tried > 0 ? 'refused' : 'not tried' };
}

/** Whoever found it: nobody that the user gave. */
const STRANGER = 'reader of the token';

/** The middle of a signature or key changed: the last character of a JWT may hold bits that nobody reads. */
function broken(token: string): string {
  const at = token.length - 5;
  const changed = Array.from(token.slice(at, at + 3), (one) => (one === 'A' ? 'B' : 'A')).join('');
  return token.slice(0, at) + changed + token.slice(at + 3);
}
