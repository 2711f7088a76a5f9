import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { percentEncoded } from '../http/foreign-text.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { loginOperation } from '../identities/account-operations.ts';
import { writeToOwn } from '../journal/own-thing.ts';
import type { Operation, Schema } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { SAYS_PASSWORD } from '../values/password-names.ts';
import { type OperationPlace, operationsToRead } from './operations.ts';
import { ownUser, placeFor } from './own-body-slots.ts';
import type { Known, PlaceKind } from './place.ts';

/** An operation that is asked in ways that are wrong as everyday clients are wrong: types, encodings, a broken body. */
export interface Provocation {
  readonly operation: Operation;
  /**
   * What it answers; sent once in a whole scan, whichever rules ask.
   * @throws TransportFailure where nothing was answered
   */
  answers(): Promise<readonly Exchange[]>;
}

/** How many operations are asked in wrong ways; handlers of one service fail alike. */
export const PROVOKED = 8;

export const provocations: PlaceKind<Provocation> = {
  one: 'operation to ask in wrong ways',
  many: 'operations to ask in wrong ways',
  find: (known) => [
    ...(known.surface.mode === 'active' ? brokenBodies(known) : []),
    ...operationsToRead(known.surface).map((place) => wrongUrls(place, known)),
  ],
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function wrongUrls(place: OperationPlace, { surface, http }: Known): Provocation {
  return {
    operation: place.operation,
    async answers() {
      const wrong = wrongRequests(surface, place);
      return answered(await Promise.all(wrong.map((request) => http.once(request).catch(unanswered))));
    },
  };
}

/**
 * A body that no parser takes may be read as an empty one: it goes to logins, which make nothing, and to the account
 * that the scan made itself.
 */
function brokenBodies(known: Known): Provocation[] {
  const { surface, anonymous, journal } = known;
  const login = loginOperation(surface);
  const facts = { kind: 'ask', what: 'a login with a broken body' } as const;
  const logins: Provocation[] = login
    ? [
        sentOnce(login.operation, async () => {
          const request = withBrokenBody(login.requestFor('mb', 'mb'));
          return (await journal.write(anonymous, facts, request)).answer;
        }),
      ]
    : [];
  return [...logins, ...ownAccount(known)];
}

function ownAccount({ surface, http, journal }: Known): Provocation[] {
  const own = ownUser(surface);
  const owner = surface.identities.find(({ account }) => own && account?.user === own.user);
  if (!own || !owner) return [];
  const client = http.as(owner);
  return surface.operations
    .filter(({ method, bodies }) => (method === 'PUT' || method === 'PATCH') && bodies.length > 0)
    .filter(({ path }) => !SAYS_PASSWORD.test(path))
    .flatMap((operation) => {
      const place = placeFor(operation, own, surface);
      if (!place) return [];
      const path = 'id' in place ? { [place.at.field]: place.id } : {};
      const request = withBrokenBody(requestFor(operation, surface.spec, { overrides: { path } }));
      const { entry, recipe } = own;
      return sentOnce(operation, () =>
        writeToOwn(journal, { entry, recipe, place, reader: client, writer: client, request }),
      );
    });
}

function sentOnce(
  operation: Operation,
  send: () => Promise<Exchange | TransportFailure | undefined>,
): Provocation {
  let sent: ReturnType<typeof send> | undefined;
  return {
    operation,
    async answers() {
      sent ??= send();
      return answered([await sent]);
    },
  };
}

/** Single failures beside answers do not matter here. */
function answered(all: readonly (Exchange | TransportFailure | undefined)[]): Exchange[] {
  const answers = all.filter((one): one is Exchange => one !== undefined && !(one instanceof Error));
  if (answers.length > 0) return answers;
  const failure = all.find((one) => one instanceof Error);
  throw failure ?? new TransportFailure('unsafe-method', 'the scan’s own account was not read back');
}

function withBrokenBody(request: RequestSpec): RequestSpec {
  return { ...request, headers: [['Content-Type', 'application/json']], body: '{"mb": [1, }' };
}

/** A provoked service may well drop the connection; that is another rule's matter. */
function unanswered(failure: unknown): TransportFailure {
  if (failure instanceof TransportFailure && ['reset', 'timeout', 'not-http'].includes(failure.code))
    return failure;
  throw failure;
}

function wrongRequests({ spec }: Surface, { operation, request }: OperationPlace): RequestSpec[] {
  const wrong: RequestSpec[] = [{ url: withQuery(request.url, 'mb[]=1&mb[mb]=%FF') }];
  const asLists = operation.parameters
    .filter((parameter) => parameter.in === 'query' && /^\w+$/.test(parameter.name))
    .map(({ name }) => `${name}[]=mb`);
  if (asLists.length > 0) wrong.push({ url: withQuery(request.url, asLists.join('&')) });
  const typed = operation.parameters.filter(
    (parameter) => parameter.in === 'query' && isNumeric(parameter.schema, spec?.resolve),
  );
  for (const { name } of typed) {
    wrong.push({ url: withQuery(withoutParameter(request.url, name), `${percentEncoded(name)}=mb'x`) });
  }
  const last = operation.path.lastIndexOf('{');
  if (last > 0 && /^\{[^/{}]+\}$/.test(operation.path.slice(last))) {
    const parent = request.url.replace(/[?#].*$/s, '').replace(/(?<![^/])[^/]*$/, '');
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
