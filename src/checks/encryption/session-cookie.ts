import type { Surface } from '../../discovery/surface.ts';
import type { Exchange } from '../../http/exchange.ts';
import { headerValues } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import type { ProbeContext, Verdict } from '../rule.ts';
import { untested } from '../rule.ts';
import { ordinaryAnswers } from './ordinary-answers.ts';

/** One Set-Cookie line (RFC 6265 section 5.2). */
export interface SetCookie {
  readonly name: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** Lower case; undefined where it is not said. */
  readonly sameSite?: string;
}

/**
 * Names of cookies that stand for a login, as frameworks and people call them. Others (language, consent, load
 * balancer, analytics) are nobody's loss.
 */
const SESSION_NAME =
  /^(?:__(?:host|secure)-)?(?:(?:\w[\w.-]*[._-])?(?:sess|session|sessionid|sess_?id|sid|auth|authtoken|access_?token|refresh_?token|id_?token|jwt|token|remember_?(?:me|token)|login)(?:[._-]?id)?|phpsessid|jsessionid|aspsessionid\w+|\.aspxauth|\.aspnetcore\.(?:cookies|session|identity\.\w+)|cfid|cftoken)$/i;

/** Scripts have to read these, and they open nothing by themselves. */
const ANTI_FORGERY = /csrf|xsrf|antiforgery|requestverification/i;

/** Session-like cookies that an answer of the target sets; deletions and empty values are none. */
export function sessionCookies(
  { request, response }: Exchange,
  { target }: Pick<Surface, 'target'>,
): SetCookie[] {
  if (new URL(request.url).origin !== target.origin) return [];
  return headerValues(response.headers, 'set-cookie').flatMap((line) => parse(line) ?? []);
}

function parse(line: string): SetCookie | undefined {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  const name = pair.slice(0, Math.max(0, equals));
  const value = pair.slice(equals + 1).replace(/^"|"$/g, '');
  if (!SESSION_NAME.test(name) || ANTI_FORGERY.test(name) || /^(deleted)?$/.test(value)) return undefined;
  const said = new Map(
    attributes.map((attribute): [string, string] => {
      const [key = '', held = ''] = attribute.split('=');
      return [key.trim().toLowerCase(), held.trim().toLowerCase()];
    }),
  );
  const over = said.get('max-age') === '0' || Date.parse(said.get('expires') ?? '') < Date.now();
  if (over) return undefined;
  const sameSite = said.get('samesite');
  return {
    name,
    secure: said.has('secure'),
    httpOnly: said.has('httponly'),
    ...(sameSite ? { sameSite } : {}),
  };
}

/** The answer to a login that the scan itself made was inspected with its cookies. */
function madeByLogin({ login, credentials, spare = [] }: Identity): boolean {
  return login !== undefined && [...credentials, ...spare].some(({ kind }) => kind === 'cookie');
}

/** Inspection judges the cookies that come; where none was set in an ordinary answer, there was nothing to judge. */
export async function lookForSessionCookies(surface: Surface, context: ProbeContext): Promise<Verdict> {
  if (surface.identities.some(madeByLogin)) return 'clean';
  const answers = await ordinaryAnswers(context, context.http);
  const some = answers.some((exchange) => sessionCookies(exchange, surface).length > 0);
  return some ? 'clean' : untested('no session cookie was set');
}
