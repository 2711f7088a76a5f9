import { servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header, text } from '../../http/exchange.ts';
import type { Operation } from '../../openapi/operation.ts';
import { objects } from '../../places/objects.ts';
import { recordsIn } from '../objects.ts';
import { defineRule, untested } from '../rule.ts';

const WILDCARDS = ['*', '%25', '%2A', '0', '-1', 'null', 'undefined', 'all', '_all', '%5B%5D'];
/** What no object is called. */
const NOBODY = 'mb-nowhere-7f3a91';
/** One object in a list is still one object. */
const COLLECTION = 2;

export const wildcardIdentifier = defineRule({
  id: 'wildcard-identifier',
  title: 'BOLA: wildcard ID returns every object',
  aliases: ['IDOR', 'BOLA', 'wildcard injection', 'mass disclosure'],
  severity: 'high',
  cwe: [639, 155],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'One request reads everything that should be returned one by one. An ID such as * or % matches all objects.',
  remediation: 'Validate the format of IDs before they are used, and look up objects by equality only.',
  places: objects,
  async judge({ operation, requestFor, list }, { surface, http }) {
    const listing = list ? await http.once(list.request) : undefined;
    const listed = listing && servesContent(listing, surface) ? recordsIn(listing).length : 0;
    // The first page of an open list shows fewer objects than there are.
    if (listing && list && listed > 0 && isPaged(listing, list.operation))
      return untested('the list returns one page of several');
    const nothing = await http.once(requestFor(NOBODY));
    if (servesContent(nothing, surface)) return 'clean';
    for (const wildcard of WILDCARDS) {
      if (isSibling(operation, wildcard, surface.operations)) continue;
      const exchange = await http.once(requestFor(wildcard));
      const served = servesContent(exchange, surface) ? recordsIn(exchange).length : 0;
      // What the open list shows anyway is no leak.
      if (served < COLLECTION || served <= listed) continue;
      return {
        confidence: 'confirmed',
        evidenceSummary: `The ID ${decodeURIComponent(wildcard)} returned ${served} objects.`,
        proof: [{ exchange, note: `requested ${decodeURIComponent(wildcard)}, and got ${served} objects` }],
        control: { exchange: nothing, note: 'another ID that does not exist returns no object' },
      };
    }
    return 'clean';
  },
});

/** `/flags/all` beside `/flags/{key}` is a place of its own and no identifier. */
function isSibling(operation: Operation, wildcard: string, operations: readonly Operation[]): boolean {
  const literal = operation.path.replace(/\{[^{}/]+\}$/, wildcard);
  return operations.some(({ path, server }) => server === operation.server && path === literal);
}

const PAGING = /^(?:page|offset|cursor|after|skip|start|limit|per_?page|top|take)/i;
const MORE_BEHIND = /"(?:next|next_?page|next_?cursor|has_?more|total|total_?(?:count|pages)|pages)"\s*:/i;

function isPaged(listing: Exchange, { parameters }: Operation): boolean {
  return (
    parameters.some(({ in: place, name }) => place === 'query' && PAGING.test(name)) ||
    header(listing.response.headers, 'link') !== undefined ||
    MORE_BEHIND.test(text(listing.response).slice(0, 100_000))
  );
}
