import { findEndpoints } from '../graphql/find-endpoints.ts';
import { QUERY_SEGMENT } from '../graphql/operations.ts';
import { surveyed } from '../graphql/survey.ts';
import type { HttpClient } from '../http/client.ts';
import type { RequestView } from '../http/request-view.ts';
import { anonymous, type Identity } from '../identities/identity.ts';
import type { Entry } from '../journal/journal.ts';

/**
 * What the addresses of GraphQL fields in a journal stand for. The schema is not kept: it is asked for again, as the
 * first of the users. Undefined where the journal names no field.
 */
export async function graphqlOfJournal(
  entries: readonly Entry[],
  target: string,
  client: HttpClient,
  users: readonly Identity[],
): Promise<RequestView | undefined> {
  const { origin, pathname } = new URL(target);
  const mark = `/${QUERY_SEGMENT}/`;
  const urls = entries.flatMap(({ intent: { url, recipe } }) => [
    url,
    ...(recipe?.lists ?? []),
    ...(recipe?.objects ?? []).map((object) => object.url),
    ...(recipe?.self ?? []).map((self) => self.url),
  ]);
  const known = urls
    .filter((url) => url.startsWith(`${origin}/`) && url.includes(mark))
    .map((url) => url.slice(origin.length, url.indexOf(mark)));
  if (known.length === 0) return undefined;
  const [speaker] = users;
  const endpoints = await findEndpoints({
    ...{ client, origin, typed: pathname, speaker, voice: anonymous },
    known: [...new Set(known)],
  });
  return surveyed(endpoints).view;
}
