import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, json } from '../http/exchange.ts';
import { loginOperation } from '../identities/account-operations.ts';
import type { Account } from '../identities/identity.ts';
import { removalOf } from '../identities/own-path.ts';
import { freshName, logIn } from '../identities/register.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { accepts } from './answers.ts';
import type { ProbeContext } from './rule.ts';

/** An object that the scan made itself, known again by a tag that nobody else has. */
export interface MadeObject {
  readonly tag: string;
  readonly created: Exchange;
  /** Set where what was made can log in: it was given a password. */
  readonly account?: Account;
  /** The object as the service gives it back. */
  readonly kept?: {
    readonly request: RequestSpec;
    readonly exchange: Exchange;
    readonly record: Readonly<Record<string, unknown>>;
  };
}

/** Texts under these names are the tag, so that objects differ and can be found again. */
const TAGGED = /user|login|name|title|e-?mail|slug|handle|label|key|code|isbn|sku/i;
const LISTS_READ = 8;
const MOST_NODES = 200_000;

/** Making one of these reaches people or money, or makes no object. */
const NOT_MADE =
  /log-?(?:in|out)|sign-?(?:in|out)|token|oauth|session|password|reset|pay|charge|transfer|checkout|refund|mail|send|notif|message|sms|upload|import|webhook|invit|subscri|search|query|batch|verify/i;

/** Operations that make an object from a JSON body, and do no more than that by their name. */
export function objectMakers({ operations }: Surface): Operation[] {
  return operations.filter(
    ({ method, path, bodies }) =>
      method === 'POST' &&
      !path.includes('{') &&
      !isRisky(path) &&
      !NOT_MADE.test(path) &&
      bodies.some(({ mediaType }) => /json/.test(mediaType)),
  );
}

/** Makes an object with the operation's sample body and these further members, and looks for it. Undefined: refused. */
export async function makeObject(
  context: ProbeContext,
  operation: Operation,
  further: Readonly<Record<string, unknown>>,
): Promise<MadeObject | undefined> {
  const { surface, http } = context;
  if (!surface.spec) return undefined;
  const tag = freshName();
  const body: Record<string, unknown> = { ...taggedBody(operation, surface.spec, tag), ...further };
  const password = Object.entries(body).find(([name]) => /^(?:password|passwd|pass|pwd)$/i.test(name))?.[1];
  const created = await http.send(requestFor(operation, surface.spec, { overrides: { body } }));
  if (!accepts(created, surface)) return undefined;
  const kept = await readBack(context, operation, tag, created);
  const account = typeof password === 'string' ? { user: tag, password, ids: {} } : undefined;
  return { tag, created, ...(kept ? { kept } : {}), ...(account ? { account } : {}) };
}

/** Removes what was made, where the document says how; what stays is left to the end of the scan. */
export async function removeObject(
  context: ProbeContext,
  made: MadeObject,
  operation: Operation,
): Promise<void> {
  const { surface, http, anonymous } = context;
  const registry = { client: anonymous, operations: surface.operations, spec: surface.spec };
  const voice = made.account && (await logIn(registry, loginOperation(registry), made.account));
  const account = voice?.account ?? made.account;
  const removal = [...removalFrom(surface, made, operation), ...(account ? removalOf(account, surface) : [])];
  for (const request of removal) {
    const answer = await http.attempt(request);
    if (!(answer instanceof Error) && accepts(answer, surface)) return;
  }
  const what = `${made.tag}, made by ${operation.id}`;
  context.leave({ what, removal, ...(voice ? { voice } : {}) });
}

function removalFrom(surface: Surface, made: MadeObject, operation: Operation): RequestSpec[] {
  return surface.operations
    .filter(({ method }) => method === 'DELETE')
    .flatMap((remover) => {
      const path = pathTo(made, operation, remover);
      return path ? [requestFor(remover, surface.spec, { overrides: { path, body: undefined } })] : [];
    });
}

/** How another operation's path names the object, or undefined where it addresses something else. */
export function pathTo(
  made: MadeObject,
  maker: Operation,
  operation: Operation,
): Record<string, string> | undefined {
  return pathValue(operation, maker, made.tag, made.created, made.kept?.record);
}

/** True where an object with the tag is in the answer. */
export function holds({ response }: Exchange, tag: string): boolean {
  return recordWith(json(response), tag) !== undefined;
}

/** The operation's sample body with the tag for its names and titles. */
export function taggedBody(operation: Operation, spec: Spec, tag: string): Record<string, unknown> {
  const schema = operation.bodies.find(({ mediaType }) => /json/.test(mediaType))?.schema;
  const sample = sampleFor(spec, schema, {}).value;
  const flat = flatten(schema, spec.resolve).schema;
  const properties = isNode(flat) && isNode(flat.properties) ? flat.properties : {};
  const body: Record<string, unknown> = isNode(sample) ? { ...sample } : {};
  for (const [name, written] of Object.entries(properties)) {
    const property = spec.resolve(written);
    if (!isNode(property) || property.type !== 'string' || !TAGGED.test(name)) continue;
    if (property.enum !== undefined || property.pattern !== undefined) continue;
    if (property.format !== undefined && property.format !== 'email') continue;
    body[name] = property.format === 'email' || /mail/i.test(name) ? `${tag}@example.com` : tag;
  }
  return body;
}

async function readBack(
  { surface, http }: ProbeContext,
  operation: Operation,
  tag: string,
  created: Exchange,
): Promise<MadeObject['kept']> {
  const place = header(created.response.headers, 'location');
  const location =
    place !== undefined && URL.canParse(place, created.request.url)
      ? new URL(place, created.request.url)
      : undefined;
  const reading = surface.operations.filter(({ method }) => method === 'GET');
  const single = reading.flatMap((reader) => {
    const path = pathValue(reader, operation, tag, created);
    return path === undefined ? [] : [requestFor(reader, surface.spec, { overrides: { path } })];
  });
  const lists = reading
    .filter(({ path, parameters }) => !path.includes('{') && !parameters.some(({ required }) => required))
    .slice(0, LISTS_READ)
    .map((reader) => requestFor(reader, surface.spec));
  const places = [
    ...(location && surface.target.scope.includes(location.origin) ? [{ url: location.href }] : []),
    ...single,
    ...lists,
  ];
  let found: MadeObject['kept'];
  for (const request of places) {
    const exchange = await http.send(request);
    const record = recordWith(json(exchange.response), tag);
    // Lists and views leave fields out: the fullest record tells most.
    if (record && Object.keys(record).length > Object.keys(found?.record ?? {}).length)
      found = { request, exchange, record };
  }
  return found;
}

/** How the only path parameter of an operation beside or below the making one names the made object. */
function pathValue(
  reader: Operation,
  maker: Operation,
  tag: string,
  created: Exchange,
  kept?: Readonly<Record<string, unknown>>,
): Record<string, string> | undefined {
  const [, prefix, name] = /^([^{}]*)\/\{([^{}]+)\}$/.exec(reader.path) ?? [];
  if (prefix === undefined || name === undefined) return undefined;
  if (prefix !== maker.path && prefix !== maker.path.replace(/\/[^/]*$/, '')) return undefined;
  const answer = json(created.response);
  const record = kept ?? recordWith(answer, tag) ?? (isNode(answer) ? answer : {});
  const own = record[name] ?? (/id$/i.test(name) ? (record.id ?? record._id) : undefined);
  if (typeof own === 'string' || typeof own === 'number') return { [name]: String(own) };
  return TAGGED.test(name) ? { [name]: tag } : undefined;
}

/** The object that holds the tag as a value. */
function recordWith(root: unknown, tag: string): Readonly<Record<string, unknown>> | undefined {
  const pending: unknown[] = [root];
  for (let looked = 0; pending.length > 0 && looked < MOST_NODES; looked += 1) {
    const node = pending.pop();
    if (Array.isArray(node)) pending.push(...node.slice(-MOST_NODES));
    else if (isNode(node)) {
      const values = Object.values(node);
      if (values.some((value) => value === tag || value === `${tag}@example.com`)) return node;
      pending.push(...values);
    }
  }
  return undefined;
}
