import { isFatalPage } from '../../answers/fatal-page.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';
import type { BodyUse } from '../../places/body-slots.ts';
import { oddInputs } from '../../places/inputs.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { FAR_BEYOND } from '../far-beyond.ts';
import { defineRule, type ProbeContext, type Verdict } from '../rule.ts';
import { MARKUP, markupStood } from './markup-reflection.ts';
import { breakdown, brokeDown } from './server-error.ts';
import { stoodTogether } from './stood-together.ts';

interface Odd {
  readonly request: RequestSpec;
  readonly name: string;
  /** Another value as odd that other rules ask too: where the service stands it, it stands this one. */
  readonly toldBy?: string;
  /** What stands in each query parameter where all of them are tried at once. */
  readonly together?: (slot: ParameterSlot) => string;
}

/** No payloads: only values of another type or size, as a careless client might send them. */
function oddValues(slot: ParameterSlot, surface: Surface): Odd[] {
  const { where, body } = slot;
  if (body) return oddMembers(body);
  const type = typeOf(slot, surface);
  const odd = (value: string, name: string): Odd => ({ request: slot.with(value), name });
  const together = (one: ParameterSlot) =>
    percentEncoded(isNumber(typeOf(one, surface)) ? LONG_NUMBER : SIGNS);
  const list = (one: ParameterSlot) => (typeOf(one, surface) === 'array' ? 'mb' : asList(one));
  const lists: Odd[] =
    where === 'query' && type !== 'array'
      ? [{ request: slot.withRaw(asList(slot)), name: 'a list in place of one value', together: list }]
      : [];
  if (isNumber(type)) {
    return [
      { ...odd('mb', 'letters in place of a number'), toldBy: MARKUP },
      { ...odd(LONG_NUMBER, 'a number of 30 digits'), together },
      ...positions(slot, surface),
      ...lists,
    ];
  }
  const counted = isCounted(slot, surface) ? positions(slot, surface) : [];
  const signs = { ...odd(SIGNS, 'a null byte and characters outside the basic plane'), together };
  // A text may hold digits; an identifier in a path is often a number whatever the document says.
  if (type === 'string' && where === 'query') return [signs, ...counted, ...lists];
  return [signs, odd(`${LONG_NUMBER}.5`, 'a number of 30 digits'), ...counted, ...lists];
}

/**
 * Numbers that pass for numbers and point past both ends of what there is: whoever cuts a list there without a look at
 * its length breaks down. Identifiers in a path are not found, which other rules ask.
 */
function positions(slot: ParameterSlot, surface: Surface): Odd[] {
  if (slot.where !== 'query') return [];
  const far = (one: ParameterSlot) => String(farthest(one, surface));
  const below = (one: ParameterSlot) => (isCounted(one, surface) ? '-1' : percentEncoded(one.ordinary));
  const beyond = (one: ParameterSlot) => (isCounted(one, surface) ? far(one) : percentEncoded(one.ordinary));
  return [
    { request: slot.with(far(slot)), name: 'a number beyond what there is', together: beyond },
    { request: slot.with('-1'), name: 'a number below zero', together: below },
  ];
}

function isCounted(slot: ParameterSlot, surface: Surface): boolean {
  return isNumber(typeOf(slot, surface)) || /^-?\d+$/.test(slot.ordinary);
}

/** What the document does not allow is refused before it is used; where it says nothing, so may more than this be. */
const UNTOLD_BOUND = 10_000;

function farthest({ parameter }: ParameterSlot, { spec }: Surface): number {
  const schema = spec?.resolve(parameter?.schema);
  const most = isNode(schema) ? schema.maximum : undefined;
  return typeof most === 'number' ? Math.min(most, FAR_BEYOND) : UNTOLD_BOUND;
}

/** What a careless client sends in a body; fields of forms are texts whatever is sent. */
function oddMembers({ isJson, isNumber, withAny, odd: given }: BodyUse): Odd[] {
  if (given) return [...given];
  const odd = (value: unknown, name: string): Odd => ({ request: withAny(value), name });
  const others = isNumber
    ? [odd('mb', 'letters in place of a number'), odd(1e30, 'a number of 30 digits')]
    : [odd(SIGNS, 'a null byte and characters outside the basic plane')];
  if (!isJson) return others;
  const text = isNumber ? [] : [odd(7, 'a number in place of a text')];
  return [
    odd(undefined, 'nothing'),
    odd(null, 'null'),
    ...text,
    ...others,
    odd({ mb: 1 }, 'an object instead of a value'),
  ];
}

const LONG_NUMBER = '9'.repeat(30);
const SIGNS = '\u{1f9f1}\u202e\u0000';

function typeOf({ parameter }: ParameterSlot, surface: Surface): unknown {
  const schema = surface.spec?.resolve(parameter?.schema);
  return typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined;
}

function isNumber(type: unknown): boolean {
  return type === 'integer' || type === 'number';
}

/** Written as parsers read lists: the name again, and with brackets. */
function asList({ name }: ParameterSlot): string {
  const encoded = percentEncoded(name);
  return `mb&${encoded}=mb&${encoded}%5B%5D=mb`;
}

export const unhandledParameterError = defineRule({
  id: 'unhandled-parameter-error',
  title: 'Unhandled error on malformed input (500)',
  aliases: ['unhandled exception', 'improper error handling', 'fuzzing', 'improper input validation', '500'],
  severity: 'low',
  cwe: [20, 755],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'Only the sender’s own request fails; other requests are not affected.',
  description:
    'Attackers can cause errors at will and look for injections in them. A value of the wrong type or size causes an unhandled server error instead of a 400.',
  remediation:
    'Validate parameters and bodies against their documented schema before they are used, and return 400 or 422.',
  upsetting: true,
  places: oddInputs,
  async judge(slot, context) {
    try {
      return await broken(slot, context);
    } finally {
      // What holds an odd value may break a list that others read.
      if (slot.body?.effect === 'changes') await context.http.attempt(slot.plain);
    }
  },
});

async function broken(slot: ParameterSlot, context: ProbeContext): Promise<Verdict> {
  const { surface, http } = context;
  // Where markup in all of them is not stood, other values would not be either.
  const isLax = !slot.body && (await markupStood(context, slot)) !== undefined;
  for (const { request, name, toldBy, together } of oddValues(slot, surface)) {
    if (toldBy !== undefined && (isLax || (await isCalm(http, slot.with(toldBy))))) continue;
    if (together && isLax && (await stoodTogether(context, slot, together))) continue;
    const found = await breakdown(http, request, slot.plain);
    if (!found) continue;
    return {
      operation: slot.operation,
      confidence: 'confirmed',
      evidenceSummary: `${slot.name}: ${name} returned ${wordOf(found.odd)}, every time.`,
      proof: [{ exchange: await smallest(http, slot, found.odd), note: `${slot.name} contains ${name}` }],
      control: {
        exchange: found.ordinary,
        note: `the ordinary value returns ${found.ordinary.response.status}`,
      },
    };
  }
  return 'clean';
}

/** The same breakdown by that member alone, where the body only asks and the others are not needed for it. */
async function smallest(
  http: HttpClient,
  { body, name, plain }: ParameterSlot,
  odd: Exchange,
): Promise<Exchange> {
  if (body?.effect !== 'reads' || body.odd || !body.isJson || body.member.path.length > 1) return odd;
  const sent: unknown = JSON.parse(String(odd.request.body));
  const alone = isNode(sent) && name in sent ? { [name]: sent[name] } : {};
  const answer = await http.attempt({ ...plain, body: JSON.stringify(alone) });
  return answer instanceof Error || !brokeDown(answer) ? odd : answer;
}

function wordOf(exchange: Exchange): string {
  return isFatalPage(exchange) ? 'with a fatal error of PHP' : String(exchange.response.status);
}

async function isCalm(http: HttpClient, request: RequestSpec): Promise<boolean> {
  const answer = await http.attemptOnce(request);
  return !(answer instanceof Error) && !brokeDown(answer);
}
