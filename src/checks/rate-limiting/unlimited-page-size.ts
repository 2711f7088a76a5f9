import { servesContent } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { formDecoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';
import { type ParameterSlot, parameters } from '../../places/parameters.ts';
import { FAR_BEYOND } from '../far-beyond.ts';
import { confirmed, defineRule, type Verdict } from '../rule.ts';
import { envelopeOf, itemsOf, PAGE_SIZE } from './list-answer.ts';

/** Larger pages than any client shows: served in one answer, the parameter has no bound worth the name. */
const PLENTY = 1_000;

export const unlimitedPageSize = defineRule({
  id: 'unlimited-page-size',
  title: 'Unbounded page size',
  aliases: ['limit parameter', 'pagination', 'resource exhaustion', 'DoS'],
  severity: 'medium',
  cwe: [770, 1284],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'One request can make the service read, hold and send whole tables. The page size is not limited.',
  remediation:
    'Limit the page size (100 is usual), reject or reduce larger values, and document the maximum.',
  places: parameters,
  leaveOut: ({ name, where }) =>
    where === 'query' && PAGE_SIZE.test(name) ? undefined : 'no page size parameter',
  async judge(slot, { surface, http }) {
    // Filters beside it may leave nothing of a list.
    for (const sized of [slot.with, alone(slot)]) {
      const huge = await http.once(sized(String(FAR_BEYOND)));
      const held = itemsOf(huge.response)?.length ?? 0;
      if (!servesContent(huge, surface) || held <= 1) continue;
      const repeated = says(envelopeOf(huge.response), FAR_BEYOND);
      if (held < PLENTY && !repeated) return 'clean';
      return obeyed(await http.once(sized('1')), { huge, held, repeated });
    }
    return 'clean';

    function obeyed(one: Exchange, { huge, held, repeated }: Huge): Verdict {
      // Only a parameter that is obeyed can be judged.
      if (!servesContent(one, surface) || itemsOf(one.response)?.length !== 1) return 'clean';
      return confirmed(
        `${slot.name}=${FAR_BEYOND} returned ${held} items${repeated ? ', and the response states this page size' : ''}; ${slot.name}=1 returned one.`,
        [huge, `${slot.name}=${FAR_BEYOND}: ${held} items`],
        [one, `${slot.name}=1: one item, so the parameter is used`],
      );
    }
  },
});

interface Huge {
  readonly huge: Exchange;
  readonly held: number;
  readonly repeated: boolean;
}

/** The same parameter without those that need not be sent. */
function alone(slot: ParameterSlot): (value: string) => RequestSpec {
  const { parameters: all, source } = slot.operation;
  // What a script always sends need not be sent.
  const isDeclared = !['crawl', 'guess'].includes(source);
  const kept = all.filter(({ in: where, required }) => isDeclared && where === 'query' && required);
  const names = new Set([slot.name, ...kept.map(({ name }) => name)]);
  return (value) => {
    const request = slot.with(value);
    const [base = '', query = ''] = request.url.split('?', 2);
    const pairs = query.split('&').filter((pair) => names.has(formDecoded(pair.split('=')[0] ?? '')));
    return { ...request, url: `${base}?${pairs.join('&')}` };
  };
}

/** In the envelope, or in what it says of the page: `meta.size`, `pagination.limit`. */
function says(envelope: Readonly<Record<string, unknown>>, size: number): boolean {
  return Object.values(envelope).some(
    (value) => value === size || (isNode(value) && Object.values(value).includes(size)),
  );
}
