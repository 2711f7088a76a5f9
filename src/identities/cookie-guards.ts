import type { HttpClient } from '../http/client.ts';
import { type Exchange, type HeaderList, json, mediaType, succeeded, text } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Operation } from '../openapi/operation.ts';
import type { Credential, Identity } from './identity.ts';
import { readLoginPage } from './login-page.ts';
import { guardsIn } from './signed-in.ts';

/** Where a session says what it is: it may hold the token against forged requests. */
const SESSION = /(?:^|\/)(?:session|csrf(?:[-_]?token)?|me|account|profile|user|whoami)\/?$/i;
/** A page and a few records: one of them holds the token where there is one. */
const MOST_ASKED = 6;

/**
 * Users whose cookie was given, with the token against forged requests that goes beside it: a browser reads it from a
 * cookie, from the page, or from the record of the session. Without it every write is refused.
 */
export async function withGuards(
  identities: readonly Identity[],
  operations: readonly Operation[],
  page: string,
  client: HttpClient,
): Promise<readonly Identity[]> {
  const records = operations.flatMap(({ method, server, path }) =>
    method === 'GET' && SESSION.test(path) && !path.includes('{') ? [server + path] : [],
  );
  const places = [...new Set([page, new URL('/', page).href, ...records])].slice(0, MOST_ASKED);
  return Promise.all(
    identities.map(async (identity) => {
      const guards = isOpen(identity) ? await guardsOf(identity, places, client) : [];
      return guards.length === 0 ? identity : { ...identity, beside: guards };
    }),
  );
}

/** A login has found its own token, and renews it. */
const isOpen = ({ credentials, beside, login, account }: Identity) =>
  credentials.some(({ kind }) => kind === 'cookie') && !(beside || login || account);

async function guardsOf(
  identity: Identity,
  places: readonly string[],
  client: HttpClient,
): Promise<HeaderList> {
  const inCookies = guardsIn(identity.credentials, undefined);
  if (inCookies.length > 0) return inCookies;
  for (const url of places) {
    const answer = await client.as(identity).attemptOnce({ url });
    const guards =
      answer instanceof TransportFailure || !succeeded(answer)
        ? []
        : guardsSaid(answer, identity.credentials);
    if (guards.length > 0) return guards;
  }
  return [];
}

/** As a page or a record has it. */
export function guardsSaid(answer: Exchange, credentials: readonly Credential[]): HeaderList {
  if (!/html/.test(mediaType(answer.response))) return guardsIn(credentials, json(answer.response));
  const { meta } = readLoginPage(text(answer.response));
  return meta === undefined ? [] : [['X-CSRF-Token', meta]];
}
