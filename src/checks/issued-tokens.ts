import type { Exchange } from '../http/exchange.ts';
import { headerValues, mediaType, text } from '../http/exchange.ts';
import { signsFile } from '../material/file-address.ts';
import { type Jwt, jwtsIn } from '../material/jwt.ts';
import { opensOneResource } from '../material/secrets.ts';

/** A JWT that an answer gave out. */
export interface IssuedToken {
  readonly jwt: Jwt;
  /** True for tokens that open operations: neither refresh tokens nor those that sign the address of a file. */
  readonly opensOperations: boolean;
}

/** Documents explain with tokens of other services; theirs say nothing about this one. */
const DOCUMENT = /openapi|swagger|redoc|"paths"\s*:/i;

/** Every JWT in the body and the cookies of an answer. */
export function issuedTokens(exchange: Exchange): IssuedToken[] {
  const { response } = exchange;
  const body = isPage(exchange) ? '' : text(response);
  if (DOCUMENT.test(body.slice(0, 20_000))) return [];
  const cookies = headerValues(response.headers, 'set-cookie').join('\n');
  const all = `${body}\n${cookies}`;
  return jwtsIn(all).map((jwt) => ({
    jwt,
    opensOperations: !isRefreshToken(jwt, all) && !isForOneFile(jwt, all),
  }));
}

/** Pages and manuals print tokens to look at: nobody was given them by a login. */
function isPage({ request, response }: Exchange): boolean {
  return request.method === 'GET' && /html|markdown|^text\/plain$/.test(mediaType(response));
}

/** Signed addresses of files are made to be given to everybody. */
function isForOneFile({ token, payload }: Jwt, all: string): boolean {
  return opensOneResource(payload) || signsFile(all, token);
}

function isRefreshToken({ token, payload }: Jwt, all: string): boolean {
  const kinds = [payload.typ, payload.type, payload.token_use, payload.token_type, payload.scope].map(String);
  if (kinds.some((kind) => /refresh|^id$|verify|invite/i.test(kind))) return true;
  const at = all.indexOf(token);
  return /$(?<=(?:refresh|id_token|verification|invite)[\w-]*["']?\s*[:=]\s*["']?)/i.test(
    all.slice(Math.max(0, at - 60), at),
  );
}
