import type { Exchange } from '../../http/exchange.ts';
import { emailOf } from '../../identities/identity.ts';
import { ownBody } from '../../journal/own-body.ts';
import { writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import type { Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import type { PasswordChange } from '../../places/password-changes.ts';
import { REPEATED_PASSWORD } from '../../values/password-names.ts';
import type { ProbeContext } from '../rule.ts';
import type { Session, TrialAccount } from '../trial-account.ts';

const WHOSE = /^(?:user_?name|user|login|e-?mail|email_?address|account)$/i;

export interface WantedPassword {
  readonly password: string;
  /** Left out where undefined, even where the document asks for it. */
  readonly old: string | undefined;
}

/**
 * Sets another password of a trial account, spoken by its session; noted for whoever cleans up before it is sent.
 * Undefined where the operation cannot be told to be about this account, and nothing was sent.
 */
export async function setOwnPassword(
  { surface, http, journal }: ProbeContext,
  { operation, names, fresh, present, sample }: PasswordChange,
  trial: TrialAccount,
  session: Session,
  { password, old }: WantedPassword,
): Promise<Exchange | undefined> {
  const { account, entry, recipe, places } = trial;
  const at = placeOf(operation, surface);
  const place = places.find((each) => 'id' in each && each.at.url === at?.url);
  if (operation.path.includes('{') && !place) return undefined;
  const own = names.flatMap((name): [string, unknown][] => {
    if (present.includes(name)) return old === undefined ? [] : [[name, old]];
    if (fresh.includes(name) || REPEATED_PASSWORD.test(name)) return [[name, password]];
    if (!WHOSE.test(name)) return [];
    return [[name, /mail/i.test(name) ? emailOf(account) : account.user]];
  });
  const rest = Object.fromEntries(Object.entries(sample).filter(([name]) => !present.includes(name)));
  const body = { ...(ownBody(rest, { tag: account.user }) as Node), ...Object.fromEntries(own) };
  const path = place && 'id' in place ? { [place.at.field]: place.id } : {};
  const request = requestFor(operation, surface.spec, { overrides: { path, body } });
  await trial.willHave(password);
  const client = http.as(session.identity);
  const answer = await writeToOwn(journal, {
    ...{ entry, recipe, place, reader: client, writer: client, request },
  });
  if (answer instanceof Error) throw answer;
  return answer;
}
