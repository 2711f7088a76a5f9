import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import type { HeaderList } from '../http/exchange.ts';
import { formDecoded, percentDecoded, percentEncoded } from '../http/foreign-text.ts';
import { isAnonymous } from '../identities/identity.ts';
import { isRead, type Operation, type Parameter } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { ordinaryOf } from './operations.ts';
import type { ParameterSlot } from './parameters.ts';
import { perSurface } from './place.ts';

/** Read by servers and proxies themselves, or said about the request and not asked with. */
const ABOUT_THE_REQUEST =
  /^(?:authorization|cookie|host|accept(?:-.*)?|content-.*|if-.*|range|user-agent|connection|origin|referer|forwarded|x-forwarded-.*|x-(?:request|correlation|trace|amzn-trace|b3)-?.*|traceparent|tracestate|idempotency-key|x-idempotency-key)$|csrf|xsrf/i;
/** Cookies that go back as they came. */
const GUARDS_FORMS = /csrf|xsrf/i;
/** The same header is read by one piece of code in front of many operations. */
const OPERATIONS_EACH = 3;

/** Headers and cookies that operations take beside the credential, in active mode places for values of ours. */
export const headerSlots = perSurface((surface: Surface): readonly ParameterSlot[] => {
  const credentials = new Set(
    surface.identities
      .filter((identity) => !isAnonymous(identity))
      .flatMap(({ credentials }) => credentials.flatMap((one) => ('name' in one ? [one.name] : [])))
      .map((name) => name.toLowerCase()),
  );
  const seen = new Map<string, number>();
  return surface.operations
    .filter(({ method, path }) => isRead(method) && !isRisky(path))
    .flatMap((operation) =>
      operation.parameters.flatMap((parameter): ParameterSlot[] => {
        const { name, in: where } = parameter;
        if (where !== 'header' && where !== 'cookie') return [];
        const key = name.toLowerCase();
        const isAsked = where === 'cookie' ? !GUARDS_FORMS.test(key) : !ABOUT_THE_REQUEST.test(key);
        if (!isAsked || credentials.has(key)) return [];
        const before = seen.get(`${where} ${key}`) ?? 0;
        seen.set(`${where} ${key}`, before + 1);
        const unusable =
          before < OPERATIONS_EACH ? undefined : `${name} is tried at ${OPERATIONS_EACH} other operations`;
        return [slotOf(surface, operation, { ...parameter, in: where }, unusable)];
      }),
    );
});

type Beside = Parameter & { readonly in: 'header' | 'cookie' };

function slotOf(
  surface: Surface,
  operation: Operation,
  parameter: Beside,
  unusable: string | undefined,
): ParameterSlot {
  const { name, in: where } = parameter;
  const {
    url,
    method,
    headers = [],
  } = requestFor(operation, surface.spec, {
    ...ordinaryOf(surface, operation),
    optional: true,
  });
  const ordinary = valueIn(headers, parameter) ?? 'mb';
  const withValue = (value: string): RequestSpec => ({
    method,
    url,
    headers: withValueIn(headers, parameter, value),
  });
  return {
    operation,
    name,
    where,
    parameter,
    ordinary,
    plain: withValue(ordinary),
    with: withValue,
    withRaw: (raw) => withValue(percentDecoded(raw)),
    ...(unusable === undefined ? {} : { unusable }),
  };
}

function valueIn(headers: HeaderList, { name, in: where }: Beside): string | undefined {
  const held = (wanted: string) => headers.find(([one]) => one.toLowerCase() === wanted.toLowerCase())?.[1];
  if (where === 'header') return held(name);
  const pair = (held('cookie') ?? '').split('; ').find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? undefined : formDecoded(pair.slice(name.length + 1));
}

function withValueIn(headers: HeaderList, { name, in: where }: Beside, value: string): HeaderList {
  const others = headers.filter(
    ([one]) => one.toLowerCase() !== (where === 'header' ? name : 'cookie').toLowerCase(),
  );
  if (where === 'header') return [...others, [name, inOneLine(value)]];
  const cookies = headers
    .filter(([one]) => one.toLowerCase() === 'cookie')
    .flatMap(([, held]) => held.split('; '))
    .filter((pair) => !pair.startsWith(`${name}=`));
  return [...others, ['Cookie', [...cookies, `${name}=${percentEncoded(value)}`].join('; ')]];
}

/** What no header can hold (RFC 9110 section 5.5) is percent-encoded. */
function inOneLine(value: string): string {
  return value.replace(/[^\t\x20-\x7e]/gu, percentEncoded);
}
