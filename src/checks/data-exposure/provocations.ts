import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { loginOperation } from '../../identities/account-operations.ts';
import { writeToOwn } from '../../journal/own-thing.ts';
import type { Schema } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import type { OperationPlace } from '../../places/operations.ts';
import { ownUser, placeFor } from '../own-body-slots.ts';
import type { ProbeContext } from '../rule.ts';
import { reachable } from '../sampling.ts';

/** How many operations are asked in wrong ways; handlers of one service fail alike. */
const PROVOKED = 4;

/**
 * Answers to requests that are wrong in ordinary ways: types, encodings, and in active mode a broken body. Requests
 * without a body are sent once in a whole scan, whichever rules ask.
 */
export async function provoke(context: ProbeContext): Promise<Exchange[]> {
  const { surface, http } = context;
  const wrong = reachable(surface, PROVOKED).flatMap((operation) => wrongRequests(context, operation));
  const answers = await Promise.all(wrong.map((request) => http.once(request).catch(unanswered)));
  const broken = surface.mode === 'active' ? await brokenBodies(context) : [];
  return [...answers, ...broken].filter((answer) => answer !== undefined);
}

/**
 * A body that no parser takes may be read as an empty one: it goes to logins, which make nothing, and to the account
 * that the scan made itself.
 */
async function brokenBodies({ surface, http, anonymous, journal }: ProbeContext): Promise<Exchange[]> {
  const answers: unknown[] = [];
  const login = loginOperation(surface);
  if (login) {
    const facts = { kind: 'ask', what: 'a login with a broken body' } as const;
    answers.push(
      (await journal.write(anonymous, facts, withBrokenBody(login.requestFor('mb', 'mb')))).answer,
    );
  }
  const own = ownUser(surface);
  const owner = surface.identities.find(({ account }) => own && account?.user === own.user);
  const writing = surface.operations.filter(
    ({ method, bodies }) => (method === 'PUT' || method === 'PATCH') && bodies.length > 0,
  );
  for (const operation of own && owner ? writing : []) {
    const place = own && placeFor(operation, own, surface);
    if (!own || !owner || !place || answers.length >= PROVOKED || /passw|pwd/i.test(operation.path)) continue;
    const client = http.as(owner);
    const path = 'id' in place ? { [place.at.field]: place.id } : {};
    const request = withBrokenBody(requestFor(operation, surface.spec, { overrides: { path } }));
    const { entry, recipe } = own;
    answers.push(
      await writeToOwn(journal, { entry, recipe, place, reader: client, writer: client, request }),
    );
  }
  return answers.filter((answer): answer is Exchange => answer !== undefined && !(answer instanceof Error));
}

function withBrokenBody(request: RequestSpec): RequestSpec {
  return { ...request, headers: [['Content-Type', 'application/json']], body: '{"mb": [1, }' };
}

/** A provoked service may well drop the connection; that is another rule's matter. */
function unanswered(failure: unknown): undefined {
  if (failure instanceof TransportFailure && ['reset', 'timeout', 'not-http'].includes(failure.code))
    return undefined;
  throw failure;
}

function wrongRequests({ surface }: ProbeContext, { operation, request }: OperationPlace): RequestSpec[] {
  const wrong: RequestSpec[] = [{ url: withQuery(request.url, 'mb[]=1&mb[mb]=%FF') }];
  const typed = operation.parameters.filter(
    (parameter) => parameter.in === 'query' && isNumeric(parameter.schema, surface.spec?.resolve),
  );
  for (const { name } of typed.slice(0, 2)) {
    wrong.push({ url: withQuery(withoutParameter(request.url, name), `${percentEncoded(name)}=mb'x`) });
  }
  const last = operation.path.lastIndexOf('{');
  if (last > 0 && /^\{[^/{}]+\}$/.test(operation.path.slice(last))) {
    const parent = request.url.replace(/[?#].*$/s, '').replace(/[^/]*$/, '');
    wrong.push({ url: `${parent}mb'%22` }, { url: `${parent}%FF` });
  }
  return wrong;
}

function isNumeric(schema: Schema | undefined, resolve: ((node: unknown) => unknown) | undefined): boolean {
  const node = resolve?.(schema) ?? schema;
  const type = typeof node === 'object' && node !== null ? (node as { type?: unknown }).type : undefined;
  return type === 'integer' || type === 'number';
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function withoutParameter(url: string, name: string): string {
  const [path = '', query] = url.split('?', 2);
  if (query === undefined) return url;
  const rest = query.split('&').filter((pair) => pair.split('=')[0] !== percentEncoded(name));
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}
