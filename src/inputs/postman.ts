import { isNode, listMember, member, type Node, nodeMember, textMember } from '../openapi/node.ts';
import { type AddressOptions, readAddress } from './address.ts';
import { fieldsOf, readBody } from './bodies.ts';
import { type AppliedAuth, applyAuth } from './postman-auth.ts';
import { secretVariables, variablesOf } from './postman-variables.ts';
import type { RecordedBody, RecordedRequest, Recording, WrittenAddress } from './recorded-request.ts';
import { createCounts, MOST_REQUESTS } from './recorded-request.ts';
import { createExpand, type Expand, isUnfilled } from './variables.ts';

/** Folders in folders; deeper ones are made to be deep. */
const DEEPEST = 100;

interface Folder {
  readonly items: readonly unknown[];
  readonly auth: unknown;
  readonly scopes: readonly ReadonlyMap<string, string>[];
  readonly expand: Expand;
  readonly depth: number;
}

/** A collection of Postman, 2.0 or 2.1. Saved answers and scripts are passed over. Variables of `environment` come first. */
export function readPostman(
  document: unknown,
  environment: ReadonlyMap<string, string> = new Map(),
): Recording {
  // Postman's own interface wraps what its files hold.
  const root = nodeMember(document, 'collection') ?? document;
  const counts = createCounts();
  const problems = new Set<string>();
  const requests: RecordedRequest[] = [];
  const scopes = [environment, variablesOf(root)];
  const stack: unknown[] = [];
  const secrets = [...secretVariables(root)];
  enter({
    items: listMember(root, 'item'),
    auth: member(root, 'auth'),
    scopes,
    expand: createExpand(scopes),
    depth: 0,
  });
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { item, folder } = next as { readonly item: unknown; readonly folder: Folder };
    const inner = member(item, 'item');
    if (Array.isArray(inner)) enterFolder(item, inner, folder);
    else if (requests.length >= MOST_REQUESTS)
      counts.add(`beyond the first ${MOST_REQUESTS.toLocaleString('en')}`);
    else {
      const read = readItem(item, folder, problems);
      if (typeof read === 'string') counts.add(read);
      else requests.push(read);
    }
  }
  return {
    what: 'Postman collection',
    title: textMember(nodeMember(root, 'info'), 'name') ?? 'untitled',
    requests,
    leftOut: counts.all,
    problems: [...problems],
    secrets,
  };

  function enter(folder: Folder): void {
    // The first of a folder is taken from the stack first.
    for (let at = folder.items.length - 1; at >= 0; at -= 1) stack.push({ item: folder.items[at], folder });
  }

  function enterFolder(item: unknown, items: readonly unknown[], folder: Folder): void {
    if (folder.depth >= DEEPEST) {
      counts.add(`in folders nested more than ${DEEPEST} deep`);
      return;
    }
    const own = variablesOf(item);
    secrets.push(...secretVariables(item));
    const inner = own.size === 0 ? folder.scopes : [environment, own, ...folder.scopes.slice(1)];
    enter({
      items,
      auth: member(item, 'auth') ?? folder.auth,
      scopes: inner,
      expand: own.size === 0 ? folder.expand : createExpand(inner),
      depth: folder.depth + 1,
    });
  }
}

/** The request of an item, or why it is left out. */
function readItem(item: unknown, { expand, auth }: Folder, problems: Set<string>): RecordedRequest | string {
  const request = member(item, 'request');
  const described: Node = isNode(request) ? request : { url: request };
  const address = addressOf(member(described, 'url'), expand);
  const method = expand(textMember(described, 'method') ?? 'GET').toUpperCase();
  if (!address || !/^[A-Z]{1,20}$/.test(method)) return 'without an HTTP address';
  const applied = applyAuth(member(described, 'auth') ?? auth, expand);
  if (applied.problem !== undefined) problems.add(applied.problem);
  const headers = headersOf(member(described, 'header'), expand);
  const body = bodyOf(member(described, 'body'), headers, expand);
  const name = textMember(item, 'name');
  return {
    method,
    address: withQuery(address, applied),
    headers: [...headers, ...applied.headers],
    ...(body ? { body } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

function withQuery(address: WrittenAddress, { query }: AppliedAuth): WrittenAddress {
  return query.length === 0 ? address : { ...address, query: [...address.query, ...query] };
}

/** A URL as text, or with its parts beside it; where both stand, the parts know which pairs of the query are switched off. */
function addressOf(url: unknown, expand: Expand): WrittenAddress | undefined {
  if (typeof url === 'string') return readAddress(url, { expand, colons: true });
  if (!isNode(url)) return undefined;
  const raw = textMember(url, 'raw') ?? joined(url);
  const pairs = member(url, 'query');
  const options: AddressOptions = {
    expand,
    colons: true,
    named: new Map(enabled(listMember(url, 'variable')).map(({ key, value }) => [key, value])),
    ...(Array.isArray(pairs)
      ? { query: enabled(pairs).map(({ key, value }) => queryPair(key, expand(value))) }
      : {}),
  };
  return readAddress(raw, options);
}

function queryPair(name: string, value: string): readonly [string, string | undefined] {
  return [name, isUnfilled(value) ? undefined : value];
}

function joined(url: Node): string {
  const list = (key: string, between: string) => {
    const parts = member(url, key);
    if (typeof parts === 'string') return parts;
    return listMember(url, key)
      .map((part) => (typeof part === 'string' ? part : (textMember(part, 'value') ?? '')))
      .join(between);
  };
  const host = list('host', '.');
  const protocol = textMember(url, 'protocol');
  const port = textMember(url, 'port');
  const path = list('path', '/');
  return `${protocol && !host.startsWith('{{') ? `${protocol}://` : ''}${host}${port ? `:${port}` : ''}${path.startsWith('/') ? '' : '/'}${path}`;
}

/** Pairs that are not switched off. */
function enabled(pairs: readonly unknown[]): { readonly key: string; readonly value: string }[] {
  return pairs.flatMap((pair) => {
    const key = textMember(pair, 'key') ?? textMember(pair, 'id');
    if (key === undefined || key === '' || member(pair, 'disabled') === true) return [];
    const value = member(pair, 'value');
    return [{ key, value: typeof value === 'string' || typeof value === 'number' ? String(value) : '' }];
  });
}

function headersOf(written: unknown, expand: Expand): [string, string][] {
  const pairs =
    typeof written === 'string'
      ? written.split(/\r?\n/).map((line) => ({
          key: line.split(':')[0]?.trim() ?? '',
          value: line.replace(/^[^:]*:/, '').trim(),
        }))
      : enabled(Array.isArray(written) ? written : []);
  return pairs.flatMap(({ key, value }): [string, string][] => {
    const filled = expand(value);
    return key === '' || filled === '' || isUnfilled(filled) ? [] : [[key, filled]];
  });
}

const RAW_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  text: 'text/plain',
  javascript: 'application/javascript',
};

function bodyOf(
  body: unknown,
  headers: readonly (readonly [string, string])[],
  expand: Expand,
): RecordedBody | undefined {
  if (!isNode(body) || member(body, 'disabled') === true) return undefined;
  const named = headers.find(([name]) => /^content-type$/i.test(name))?.[1];
  switch (textMember(body, 'mode')) {
    case 'raw': {
      const language = textMember(nodeMember(nodeMember(body, 'options'), 'raw'), 'language') ?? '';
      const meant = Object.hasOwn(RAW_TYPES, language) ? RAW_TYPES[language] : undefined;
      return readBody(expand(textMember(body, 'raw') ?? ''), named ?? meant);
    }
    case 'urlencoded':
      return { mediaType: 'application/x-www-form-urlencoded', example: formOf(body, 'urlencoded', expand) };
    case 'formdata':
      return { mediaType: 'multipart/form-data', example: formOf(body, 'formdata', expand) };
    case 'graphql': {
      const graphql = nodeMember(body, 'graphql');
      const variables = readBody(expand(textMember(graphql, 'variables') ?? ''), 'application/json')?.example;
      const query = expand(textMember(graphql, 'query') ?? '');
      return {
        mediaType: 'application/json',
        example: { query, ...(variables === undefined ? {} : { variables }) },
      };
    }
    default:
      return undefined;
  }
}

function formOf(body: Node, key: string, expand: Expand): Readonly<Record<string, unknown>> {
  const files = new Set(
    listMember(body, key)
      .filter((one) => textMember(one, 'type') === 'file')
      .map((one) => textMember(one, 'key')),
  );
  return fieldsOf(
    enabled(listMember(body, key)).map(
      (one) => [one.key, files.has(one.key) ? 'sample' : expand(one.value)] as const,
    ),
  );
}
