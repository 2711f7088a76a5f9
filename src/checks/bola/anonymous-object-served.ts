import { servesContent } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { isJson, mediaType, text } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isAnonymous } from '../../identities/identity.ts';
import type { Operation, Parameter } from '../../openapi/operation.ts';
import { objectReads } from '../../places/objects.ts';
import { showsPersonalData } from '../content-nature.ts';
import { marksOf, type OwnMarks } from '../own-marks.ts';
import { defineRule, untested } from '../rule.ts';
import { guardOf, isGuessable } from './anonymous-guard.ts';
import { namesOwner } from './ownership.ts';

const NOBODY = 'mb-nowhere-7f3a91';
/** The address is the permission: links to share, signed downloads. */
const PERMITTED_BY_ADDRESS =
  /(?:^|[/{_-])(?:shared?|public|invit\w+|embed|token|signature|sig|hmac|secret)(?:$|[/}_-])/i;
/** What belongs to somebody and is shown to everybody. */
const FOR_ALL =
  /\/(?:avatar|picture|photo|logo|icon|thumbnail|cover|banner|badge|reviews?|ratings?|comments?|likes|followers|following|posts|status|availability|schema)(?:\.\w{2,5})?\/?$/i;

export const anonymousObjectServed = defineRule({
  id: 'anonymous-object-served',
  title: 'BOLA: objects readable without authentication',
  aliases: ['IDOR', 'insecure direct object reference', 'missing authentication', 'unauthenticated access'],
  severity: 'high',
  cwe: [639, 306, 862],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who guesses or learns an ID can read the object without logging in. The list requires a credential, but its single objects, or what belongs to them, do not.',
  remediation:
    'Check the credential and the owner in the operation that returns the object, not only in the list.',
  places: objectReads,
  async judge(place, context) {
    const { surface, http, anonymous } = context;
    const { operation } = place;
    const byAddress = permittedByAddress(operation);
    if (byAddress !== undefined) return untested(byAddress);
    const guard = await guardOf(place, context);
    if (typeof guard === 'string') return untested(guard);
    const { identifier, refusal, what } = guard;
    const ask = (id: string) => anonymous.once(withFalseToken(place.requestFor(id), operation));
    const exchange = await ask(percentEncoded(identifier));
    if (!servesContent(exchange, surface) || FOR_ALL.test(operation.path)) return 'clean';
    const nothing = await ask(NOBODY);
    // Where a made-up identifier is served as well, this is no object.
    if (servesContent(nothing, surface)) return 'clean';
    const isRandom = !isGuessable(identifier);
    if (isRandom || guard.isFarOff) {
      const marks = isAnonymous(http.identity) ? undefined : await marksOf(http.identity, context);
      const isPersonal =
        showsPersonalData(exchange) ||
        (marks !== undefined && (isNamed(exchange, marks.names) || isDocumentOf(exchange, marks)));
      if (!isPersonal) return 'clean';
    }
    return {
      confidence: isRandom ? 'likely' : 'confirmed',
      ...(isRandom
        ? {
            severity: 'medium' as const,
            severityReason: 'The ID cannot be guessed; it has to leak first.',
          }
        : {}),
      evidenceSummary: `${what} rejects unauthenticated requests with ${refusal.response.status}; the object ${identifier} is returned without authentication.`,
      proof: [
        { exchange, note: 'the object, in response to an unauthenticated request' },
        { exchange: nothing, note: 'an ID that does not exist returns no object' },
      ],
      control: { exchange: refusal, note: `${what} rejects unauthenticated requests` },
    };
  },
});

function isNamed({ response }: Exchange, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => text(response).includes(name));
}

/** Feeds, letters and lists are made for whom they name; pages and records show names to everybody. */
function isDocumentOf(exchange: Exchange, marks: OwnMarks): boolean {
  return (
    !isJson(exchange.response) &&
    !/html|vcard/.test(mediaType(exchange.response)) &&
    namesOwner(exchange, marks) !== undefined
  );
}

function permittedByAddress({ path, parameters, security }: Operation): string | undefined {
  if (security?.some((requirement) => Object.keys(requirement).length === 0) || security?.length === 0)
    return 'the API document says that it is public';
  // A token beside an identifier is checked or not: it is asked with a false one.
  const isOfOne = parameters.some(({ in: where }) => where === 'path');
  const isSigned = !isOfOne && parameters.some(isToken);
  return isSigned || PERMITTED_BY_ADDRESS.test(path) ? 'its URL is meant to be shared' : undefined;
}

function isToken({ in: where, name }: Parameter): boolean {
  return where === 'query' && PERMITTED_BY_ADDRESS.test(name);
}

/** As long as the usual ones, and nobody's. */
const FALSE_TOKEN = '6d620f4e1c0a9d5b7e2f3a8c4b1d6e90';

function withFalseToken(request: RequestSpec, { parameters }: Operation): RequestSpec {
  const names = parameters.filter(isToken).map(({ name }) => name);
  if (names.length === 0) return request;
  const url = new URL(request.url);
  for (const name of names) url.searchParams.set(name, FALSE_TOKEN);
  return { ...request, url: url.href };
}
