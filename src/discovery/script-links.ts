import type { Breath } from '../http/breath.ts';
import { inSteps } from '../http/breath.ts';
import type { Link } from './links.ts';
import { type ReadScript, readingScript, readScript, type ScriptRequest } from './script-requests.ts';
import { textLinks } from './text-links.ts';

/** Where APIs begin. */
const OF_AN_API = /^\/(?:api|rest|graphql|rpc|auth|v\d{1,2})(?:[/?]|$)/;

/** Where a script sends requests, what it loads, and the addresses that it builds or that stand in it. */
export function scriptLinks(source: string): Link[] {
  return linksIn(readScript(source));
}

/** The same, giving way to all else between its steps. */
export async function scriptLinksInSteps(source: string, breathe: Breath): Promise<Link[]> {
  return linksIn(await inSteps(readingScript(source), breathe));
}

function linksIn({ requests, comments }: ReadScript): Link[] {
  return [...requests.flatMap(linkOf), ...comments.flatMap(textLinks)];
}

function linkOf({ url, method, query, written, body, headers = [], kind }: ScriptRequest): Link[] {
  if (kind === 'module') return [{ url, script: true }];
  // Routers of pages write their own paths, with variables too: what is sent there stands in a call.
  if (kind === 'text' && url.includes('{') && !OF_AN_API.test(url)) return [];
  return [
    {
      ...{ url, page: true },
      ...(method === undefined ? {} : { method }),
      ...(query.size === 0 ? {} : { query }),
      ...(body === undefined ? {} : { body }),
      ...(headers.length === 0 ? {} : { headers }),
    },
    // Read as the script reads it: what it shows with `?detail=1` it may not show without.
    ...(written !== undefined && (method ?? 'GET') === 'GET'
      ? [{ url: `${url}?${written}`, page: true as const, ...(method === undefined ? {} : { method }) }]
      : []),
  ];
}
