import type { Surface } from '../../discovery/surface.ts';
import type { Parameter } from '../../openapi/operation.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import type { ProbeContext } from '../rule.ts';

const TAKES_ADDRESS =
  /^(?:.*[_-])?(?:ur[il]|href|link|feed|webhook|callback|endpoint|host|domain|site|proxy|remote|image_?src|avatar_?url)$|(?:Url|Uri|Href|Endpoint|Webhook)$/;
/** As often a file of the service’s own: worth one address, and no word of warning. */
const MAY_TAKE_ADDRESS = new Set(
  'src source logo avatar image img photo picture icon thumbnail banner cover media asset resource file document import fetch load preview target rss xml wsdl'.split(
    ' ',
  ),
);
/** Names that take a place on this service or in the browser: redirects, which another rule looks at. */
const LEADS_BROWSER = /redirect|return|next|continue|success|cancel|logout|relay/i;

/** Why a parameter seems to take an address; undefined where nothing says so. */
export function addressHint(
  parameter: Pick<Parameter, 'name' | 'example'>,
  schema: unknown,
): string | undefined {
  const { format, example } = (typeof schema === 'object' && schema !== null ? schema : {}) as Record<
    string,
    unknown
  >;
  if (LEADS_BROWSER.test(parameter.name)) return undefined;
  if (typeof format === 'string' && /^(?:ur[il]|iri)(?:-reference)?$/.test(format))
    return `its format is ${format}`;
  const shown = parameter.example ?? example;
  if (typeof shown === 'string' && /^https?:\/\/[^/]/.test(shown)) return 'its example is a URL';
  return TAKES_ADDRESS.test(parameter.name) ? 'its name says so' : undefined;
}

/** Why this parameter is none that takes an address, for rules that send one; undefined where it is. */
export function takesNoAddress(
  slot: ParameterSlot,
  { surface }: Pick<ProbeContext, 'surface'>,
): string | undefined {
  const isNamed = slot.where !== 'path' && MAY_TAKE_ADDRESS.has(ownName(slot).toLowerCase());
  return isNamed || slotHint(slot, surface) !== undefined ? undefined : 'no parameter that accepts a URL';
}

function slotHint(slot: ParameterSlot, surface: Surface): string | undefined {
  const parameter = slot.parameter ?? { name: ownName(slot), example: slot.ordinary };
  return addressHint(parameter, slot.body?.member.schema ?? surface.spec?.resolve(slot.parameter?.schema));
}

/** `items[0].url` is a `url`, and `callbacks[0]` one of `callbacks`. */
function ownName({ name, body }: ParameterSlot): string {
  const last = body?.member.path.findLast((key) => typeof key === 'string');
  return last === undefined ? name : String(last);
}
