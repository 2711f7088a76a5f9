import type { HttpClient } from '../http/client.ts';
import { type Exchange, succeeded, textStart } from '../http/exchange.ts';
import { guardsSaid } from './cookie-guards.ts';
import { anonymous, type Identity } from './identity.ts';
import { cookiesOf } from './session-of-answer.ts';
import { guardsIn } from './signed-in.ts';

/** Pages that hold a form to register or log in by, or a script that does. */
const PAGES = ['/', '/register', '/signup', '/login'];
const LONGEST_REFUSAL = 4_000;

/** True for a refusal for want of the token against forged requests; Laravel says 419. */
export function wantsGuard({ response }: Exchange): boolean {
  const { status } = response;
  return (
    status === 419 ||
    ([400, 401, 403, 422].includes(status) &&
      /csrf|xsrf|cross.site request|forger|authenticity.?token/i.test(textStart(response, LONGEST_REFUSAL)))
  );
}

/**
 * Somebody without an account who has opened a page of the service, as a browser has before it sends a form: its cookies,
 * and the token that goes beside them. Undefined where no page gives one.
 */
export async function visitorOf(client: HttpClient, server: string): Promise<Identity | undefined> {
  for (const page of PAGES) {
    const answer = await client.attemptOnce({ url: new URL(page, server).href });
    if (answer instanceof Error || !succeeded(answer)) continue;
    const credentials = cookiesOf(answer);
    const inCookies = guardsIn(credentials, undefined);
    const beside = inCookies.length > 0 ? inCookies : guardsSaid(answer, credentials);
    if (beside.length > 0) return { ...anonymous, credentials, beside };
  }
  return undefined;
}
