import type { HttpClient } from '../../http/client.ts';
import type { Exchange, HttpRequest } from '../../http/exchange.ts';
import type { Death } from '../../http/lifeline.ts';
import { nameOf, questionOf } from '../../http/request-name.ts';
import { isSafe } from '../../openapi/operation.ts';
import { service } from '../../places/service.ts';
import type { Detection, ProbeContext } from '../rule.ts';
import { defineRule, untested } from '../rule.ts';

/** Suspects that are asked again alone: each that is guilty costs the service another restart. */
const MOST_SUSPECTS = 8;

export const fatalRequest = defineRule({
  id: 'fatal-request',
  title: 'A single request crashes the service',
  aliases: ['DoS', 'denial of service', 'crash', 'uncaught exception'],
  severity: 'high',
  cwe: [248, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N',
  description:
    'Anyone who repeats this one request takes the service down, without load and often without an account (denial of service). An uncaught error ends the whole process.',
  remediation:
    'Catch errors of each request and return 400 or 500, so that a request can only fail itself. Use a supervisor that restarts the process as a last resort.',
  disruptive: true,
  places: service,
  async judge(_service, { anonymous, deaths }) {
    const known = [...deaths()].filter(({ suspects }) => suspects.length > 0);
    const shown = aloneAgain(known);
    if (shown) return repeated(shown);
    // Where it stays away there is nobody left to ask.
    const last = known.find(({ cameBack }) => !cameBack);
    if (last) return inTheAct(last);
    const suspects = known.flatMap((death) => death.suspects);
    let asked = 0;
    for (const death of known) {
      // What may change something is sent once.
      const askable = death.suspects.filter(({ method }) => isSafe(method));
      const again = askable.slice(0, MOST_SUSPECTS);
      const proven = await askedAgain(anonymous, again, deaths);
      // More proofs are more harm.
      if (proven) return repeated(proven);
      asked += again.length;
    }
    if (asked === suspects.length) return 'clean';
    return untested(
      `the service became unavailable, and ${asked} of the ${suspects.length} requests in progress at that time were repeated, each alone`,
    );
  },
});

/** The session's second tries, made one by one, have often shown it already: then nobody has to ask again. */
function aloneAgain(deaths: readonly Death[]): Repeated | undefined {
  const before = new Set<string>();
  for (const second of deaths) {
    const [request, other] = second.suspects;
    if (request && !other && before.has(questionOf(request))) return { request, second };
    for (const suspect of second.suspects) before.add(questionOf(suspect));
  }
  return undefined;
}

const GONE = 'no response: the connection was closed, and no new connection was accepted right after it';

/** It stays away: what broke first is all that is known. */
function inTheAct({ suspects, before, after }: Death): Detection {
  const [first, ...others] = suspects;
  const among =
    others.length > 0
      ? `, or at one of ${others.length} more in progress with it: ${others.slice(0, 5).map(nameOf).join(', ')}`
      : '';
  const request = first ?? before.request;
  return {
    confidence: others.length === 0 ? 'likely' : 'tentative',
    url: request.url,
    cause: nameOf(request),
    evidenceSummary: `The service responded until ${nameOf(request)}, closed that connection without a response${among}, and has not responded since: ${after}`,
    proof: [
      {
        exchange: unanswered(request, before),
        note: 'no response: the connection was closed, and no new connection was accepted after it',
      },
    ],
    control: { exchange: before, note: 'the last response before it' },
  };
}

interface Repeated {
  readonly request: HttpRequest;
  readonly second: Death;
}

/** Each alone, until the service goes away again: now nothing else can have done it. */
async function askedAgain(
  http: HttpClient,
  suspects: readonly HttpRequest[],
  deaths: ProbeContext['deaths'],
): Promise<Repeated | undefined> {
  for (const request of suspects) {
    const before = deaths().length;
    await http.attempt(request);
    const second = deaths()[before];
    if (second?.suspects.some((suspect) => questionOf(suspect) === questionOf(request)))
      return { request, second };
  }
  return undefined;
}

function repeated({ request, second }: Repeated): Detection {
  return {
    confidence: 'confirmed',
    url: request.url,
    cause: nameOf(request),
    evidenceSummary: `The service became unavailable at ${nameOf(request)} and came back; repeated alone, the same request stopped it again: ${second.after}`,
    proof: [
      {
        exchange: unanswered(request, second.before),
        note: GONE,
      },
    ],
    control: { exchange: second.before, note: 'the last response before it: the service was available' },
  };
}

/** A request that got no answer, for the report: status 0, as HTTP archives write it. */
function unanswered(request: HttpRequest, { id, identity }: Exchange): Exchange {
  const response = {
    status: 0,
    httpVersion: '',
    headers: [],
    body: new Uint8Array(),
    truncated: false,
    headMs: 0,
    totalMs: 0,
  };
  return { id, identity, request, response };
}
