import type { Inquiry } from '../discovery/inquiry.ts';
import type { Exchange } from '../http/exchange.ts';
import { succeeded, textStart } from '../http/exchange.ts';
import type { Identity } from './identity.ts';
import { loginName } from './login.ts';
import type { Comparison } from './place-proof.ts';
import { refusalReason } from './refusal-reason.ts';

/**
 * The places that show that the login is gone, best first. A 401 for a given credential is unmistakable, and so is any
 * refusal that speaks of the credential or of what nobody is refused; another 403 may be a matter of rights, and counts
 * only where nothing at all was served.
 */
export function lostAt(inquiry: Inquiry, compared: readonly Comparison[]): Comparison[] {
  const refused = refusedAt(inquiry, compared);
  const unknown = refused.filter(({ known }) => known?.response.status !== 403);
  if (unknown.length > 0) return unknown;
  const shut = compared.filter((one) => isShut(inquiry, one));
  if (shut.length > 0) return shut;
  const served = compared.some(({ known }) => known && succeeded(known));
  return served ? refused.filter(saysInvalid) : refused;
}

/** Open to all but those who come with this credential. */
function isShut({ refuses }: Inquiry, { alone, known }: Comparison): boolean {
  if (!alone || !known || !succeeded(alone) || refuses(alone)) return false;
  return known.response.status === 401 || known.response.status === 403;
}

const INVALID =
  /(?:invalid|(?:could|can) ?not (?:be )?(?:validate|verif|decode)\w*|bad|wrong|expired|malformed|incorrect|unknown|revoked) (?:\w+ ){0,2}(?:credential|token|api[- _]?key|signature|session)|(?:credentials?|token|api[- _]?key|signature|session) (?:\w+ ){0,2}(?:not valid|invalid|expired|malformed|unknown|revoked|not recogni[sz]ed)/i;
const SAID_WITHIN = 4_000;

/** The service speaks of the credential itself, as it does not to who has none. */
function saysInvalid({ alone, known }: Comparison): boolean {
  const says = (answer: Exchange | undefined) =>
    answer !== undefined && INVALID.test(textStart(answer.response, SAID_WITHIN));
  return says(known) && !says(alone);
}

export function refusedAt({ refuses }: Inquiry, compared: readonly Comparison[]): Comparison[] {
  return compared.filter(({ alone, known }) => alone && known && refuses(alone) && refuses(known));
}

export function lostSentence(
  identity: Identity,
  lost: readonly Comparison[],
  asked: number,
  places: number,
): string {
  const refusals = lost.flatMap(({ known }) => known ?? []);
  const [first, ...others] = refusals;
  const without = lost[0]?.alone?.response.status;
  const status = first?.response.status;
  const also = without === status ? 'and without it' : `and ${without} without it`;
  const where = first ? `${first.request.method} ${new URL(first.request.url).pathname}` : '';
  const more = others.length > 0 ? `, and so do ${others.length} more of the ${asked} places asked` : '';
  const unasked = places > asked ? `; ${places - asked} more were not asked` : '';
  const reason = refusalReason(identity, refusals);
  return (
    `The credential of "${identity.name}" is not accepted: ${where} returns ${status} ` +
    `with it ${also}${more}${unasked}. ${reason === undefined ? '' : `${reason} `}${adviceFor(identity)}`
  );
}

/** A login that answered well may have been taken for one that it was not. */
function adviceFor({ login }: Identity): string {
  if (login === undefined) return 'Renew it, or scan without it.';
  const isCookie = login.kind === 'request';
  const how = isCookie
    ? ' Check user and password, and say with --login-token and --login-send what it gives.'
    : '';
  return `It is what ${loginName(login)} gave.${how}`;
}
