import type { RequestSpec } from '../http/client.ts';
import { header } from '../http/exchange.ts';
import { uuidOf } from '../making/usual-values.ts';
import { isNode } from '../openapi/node.ts';
import { plainName } from '../values/plain-name.ts';

/** Names the thing itself. */
const OWN_ID = /^_?(?:id|uuid|guid|pk)$/i;
/** Names another thing: a body that holds a number under it may change what is not the scan's own. */
const REFERENCE =
  /(?:[_-](?:ids?|pks?)|[a-z]ids?)$|^(?:users?|owners?|accounts?|customers?|members?|authors?|creators?|parents?|children|tenants?|org(?:ani[sz]ation)?s?|projects?|teams?|groups?|workspaces?|assignees?|recipients?|senders?|managers?|reviewers?|followers?|participants?)$/i;
/** Words that end like one and are none: as whole words only, since `jobid` and `bookid` are references. */
const ENDS_ALIKE =
  /(?:^|[_-])(?:invalid|valid|unpaid|prepaid|paid|bids?|grids?|void|hybrid|solid|liquid)$|[a-z](?:Invalid|Valid|Unpaid|Prepaid|Paid|Bids?|Grids?|Void)$/;
/** Names by which services find people. */
const PERSON = /^(?:user_?name|login|handle|nick(?:_?name)?|e-?mail|email_?address)$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DEEPEST = 12;

/** Identifiers that are known to be the scan's own, by the plain name of the member; `tag` stands for names. */
export interface OwnValues {
  readonly tag: string;
  readonly ids?: Readonly<Record<string, string>>;
}

/** The body without identifiers of others: each is one of ours, a new one, or left out. */
export function ownBody(value: unknown, own: OwnValues, depth = 0): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item) => ownBody(item, own, depth + 1));
  if (!isNode(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]): [string, unknown][] => {
      if (isNode(held)) return [[name, ownBody(held, own, depth + 1)]];
      const mine = own.ids?.[plainName(name)];
      if (mine !== undefined && depth === 0 && OWN_ID.test(name))
        return [[name, typeof held === 'number' ? Number(mine) : mine]];
      if (isReference(name)) {
        return Array.isArray(held) && held.some(isNode) ? [[name, ownBody(held, own, depth + 1)]] : [];
      }
      if (OWN_ID.test(name)) {
        if (typeof held !== 'string' || depth > 0) return [];
        return [[name, UUID.test(held) ? uuidOf(own.tag) : own.tag]];
      }
      if (PERSON.test(name) && typeof held === 'string')
        return [[name, /mail/i.test(name) ? `${own.tag}@example.com` : own.tag]];
      return [[name, ownBody(held, own, depth + 1)]];
    }),
  );
}

/** True for names of members that say which other thing is meant. */
export function isReference(name: string): boolean {
  return REFERENCE.test(name) && !ENDS_ALIKE.test(name);
}

/** True for names of parameters and members that say which thing is meant. */
export function isIdentifier(name: string): boolean {
  return OWN_ID.test(name) || isReference(name) || PERSON.test(name);
}

/** Members of a request's body that name something which is not among these values. */
export function foreignIdentifiers({ body, headers = [] }: RequestSpec, own: ReadonlySet<string>): string[] {
  if (typeof body !== 'string') return [];
  const type = header(headers, 'content-type') ?? '';
  const names = new Set<string>();
  const isOwn = (value: unknown) => {
    const text = String(value);
    return (
      own.has(text) ||
      own.has(text.replace(/@example\.com$/, '')) ||
      [...own].some((one) => uuidOf(one) === text)
    );
  };
  const look = (value: unknown, depth: number) => {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) for (const item of value) look(item, depth + 1);
    if (!isNode(value)) return;
    for (const [name, held] of Object.entries(value)) {
      const scalars = (Array.isArray(held) ? held : [held]).filter(
        (one) => typeof one === 'string' || typeof one === 'number',
      );
      if (isIdentifier(name) && !scalars.every(isOwn)) names.add(name);
      look(held, depth + 1);
    }
  };
  look(/form-urlencoded/i.test(type) ? Object.fromEntries(new URLSearchParams(body)) : parsed(body), 0);
  return [...names];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
