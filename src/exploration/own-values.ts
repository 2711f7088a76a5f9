import { linksOf } from '../discovery/links.ts';
import type { HarvestedId, Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { valuesInUrl } from '../values/url-values.ts';

/** Values of parameters in the links of an answer: HAL, `Location`, `Link`, `next` and others of the same origin. */
export function linkedValues(exchange: Exchange, operations: readonly Operation[]): HarvestedId[] {
  return linksOf(exchange).flatMap(({ url, method = 'GET' }) => {
    const operation = url.includes('{') ? undefined : matchOperation(operations, method, url);
    return operation ? valuesInUrl(operation, url, exchange.request.url) : [];
  });
}

/** What the token says of its holder: the subject and every claim that names an object. */
export function claimedValues(identity: Identity, { target }: Pick<Surface, 'target'>): HarvestedId[] {
  const payload = jwtOf(identity)?.jwt.payload ?? {};
  return Object.entries(payload).flatMap(([claim, value]): HarvestedId[] => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const said = { value: String(value), from: target.url };
    if (claim === 'sub') return [{ ...said, name: 'id', collection: '/users' }];
    return CLAIM_OF_OBJECT.test(claim) ? [{ ...said, name: claim }] : [];
  });
}

/** RFC 7519 section 4.1 names none of these; services put them beside the registered claims. */
const CLAIM_OF_OBJECT =
  /(?:^|[_-])(?:id|uid|uuid)$|[a-z](?:Id|ID|Uuid)$|^(?:tenant|org|username|email|user|account)$/;
