import { isFatalPage } from '../../answers/fatal-page.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { parameters } from '../../places/parameters.ts';
import { defineRule } from '../rule.ts';
import { MARKUP } from './markup-reflection.ts';
import { breakdown, brokeDown } from './server-error.ts';

interface Odd {
  readonly request: RequestSpec;
  readonly name: string;
  /** Another value as odd that other rules ask too: where the service stands it, it stands this one. */
  readonly toldBy?: string;
}

/** No payloads: only values of another type or size, as a careless client might send them. */
function oddValues(slot: ParameterSlot, surface: Surface): Odd[] {
  const { parameter, where } = slot;
  const schema = surface.spec?.resolve(parameter?.schema);
  const type = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined;
  const lists = where === 'query' && type !== 'array' ? [asList(slot)] : [];
  if (type === 'integer' || type === 'number') {
    return [
      { request: slot.with('mb'), name: 'letters in place of a number', toldBy: MARKUP },
      { request: slot.with('9'.repeat(30)), name: 'a number of 30 digits' },
      ...lists,
    ];
  }
  const signs = {
    request: slot.with('\u{1f9f1}\u202e\u0000'),
    name: 'a NUL byte and signs beyond the basic plane',
  };
  // A text may hold digits; an identifier in a path is often a number whatever the document says.
  if (type === 'string' && where === 'query') return [signs, ...lists];
  return [signs, { request: slot.with(`${'9'.repeat(30)}.5`), name: 'a number of 30 digits' }, ...lists];
}

/** Written as parsers read lists: the name again, and with brackets. */
function asList(slot: ParameterSlot): Odd {
  const { url, ...rest } = slot.withRaw('mb');
  const name = percentEncoded(slot.name);
  return {
    request: { ...rest, url: `${url}&${name}=mb&${name}%5B%5D=mb` },
    name: 'a list in place of one value',
  };
}

export const unhandledParameterError = defineRule({
  id: 'unhandled-parameter-error',
  title: 'An odd parameter value breaks the service',
  severity: 'low',
  cwe: [20, 755],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'The failure ends a request of the sender’s own; others are served on.',
  meaning:
    'A value of the wrong type or size reaches code that cannot handle it and ends in a server error, where a 400 with a reason belongs. Unchecked values are how injections begin.',
  fix: 'Validate every parameter against its documented schema before it is used, and answer 400 or 422.',
  places: parameters,
  async judge(slot, { surface, http }) {
    for (const { request, name, toldBy } of oddValues(slot, surface)) {
      if (toldBy !== undefined && (await isCalm(http, slot.with(toldBy)))) continue;
      const found = await breakdown(http, request, slot.plain);
      if (!found) continue;
      return {
        confidence: 'confirmed',
        saw: `${slot.name}: ${name} was answered ${wordOf(found.odd)}, every time.`,
        proof: [{ exchange: found.odd, note: `${slot.name} holds ${name}` }],
        control: {
          exchange: found.ordinary,
          note: `the ordinary value is answered ${found.ordinary.response.status}`,
        },
      };
    }
    return 'clean';
  },
});

function wordOf(exchange: Exchange): string {
  return isFatalPage(exchange) ? 'with a fatal error of PHP' : String(exchange.response.status);
}

async function isCalm(http: HttpClient, request: RequestSpec): Promise<boolean> {
  const answer = await http.attemptOnce(request);
  return !(answer instanceof Error) && !brokeDown(answer);
}
