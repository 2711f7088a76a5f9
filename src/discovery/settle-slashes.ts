import { sifted } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { redirectOf } from '../http/redirect.ts';
import type { Identity } from '../identities/identity.ts';
import { isRead, type Operation, type Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import type { Inquiry } from './inquiry.ts';
import { isRisky } from './risky-path.ts';
import type { AbsentPages } from './surface.ts';

/** Of each kind, with and without variables in the path; the others are taken to be written alike. */
const ASKED = 10;

type Asks = (operation: Operation) => Promise<Exchange | undefined>;

/**
 * Frameworks that redirect to the same path with or without a slash serve the operation only there: its later requests
 * use the spelling that works. The operation keeps its name.
 */
export async function settleSlashes(
  spec: Spec,
  inquiry: Inquiry,
  absent: AbsentPages,
  speaker: Identity | undefined,
): Promise<Spec> {
  const asks: Asks = (operation) => inquiry.ask(requestFor(operation, spec, {}), speaker);
  const readable = await sifted(spec.operations, ({ method, path }) => isRead(method) && !isRisky(path));
  const kinds = [
    readable.filter(({ path }) => !path.includes('{')),
    readable.filter(({ path }) => path.includes('{')),
  ];
  const twins = new Map<string, string>();
  for (const kind of kinds) {
    // Where no list redirects, asking for objects would only cost.
    if (kind === kinds[1] && twins.size === 0 && (kinds[0]?.length ?? 0) > 0) break;
    const asked = kind.slice(0, ASKED);
    const found = await Promise.all(
      asked.map((operation) => twinOf(operation, asks, inquiry, absent, speaker)),
    );
    const settled = asked.map(({ path }, at) => ({ path, twin: found[at] }));
    if (settled.every(({ twin }) => twin === undefined)) continue;
    for (const { path, twin } of settled) if (typeof twin === 'string') twins.set(path, twin);
    for (const { path } of spec.operations.filter((one) => one.path.includes('{') === (kind === kinds[1]))) {
      const alike = settled.filter((one) => endsWithSlash(one.path) === endsWithSlash(path));
      const all = alike.length > 0 && alike.every(({ twin }) => typeof twin === 'string');
      if (all && !twins.has(path)) twins.set(path, otherSpelling(path));
    }
  }
  if (twins.size === 0) return spec;
  const operations = spec.operations.map((operation) => {
    const path = twins.get(operation.path);
    return path === undefined ? operation : { ...operation, path };
  });
  return { ...spec, operations };
}

/** The other spelling, where the service sends there and something stands there; undefined where the documented one answers. */
async function twinOf(
  operation: Operation,
  asks: Asks,
  inquiry: Inquiry,
  absent: AbsentPages,
  speaker: Identity | undefined,
): Promise<string | undefined> {
  const answer = await asks(operation);
  const there = answer && redirectOf(answer);
  if (!there) return undefined;
  const here = new URL(answer.request.url);
  const isTwin = there.hostname === here.hostname && there.pathname === otherSpelling(here.pathname);
  if (!isTwin) return undefined;
  const path = otherSpelling(operation.path);
  // Behind a proxy that ends TLS, the service may send to plain http: only the path is believed.
  const next = await inquiry.ask({ url: here.origin + there.pathname + here.search }, speaker);
  if (next === undefined || redirectOf(next)?.pathname === here.pathname) return undefined;
  return absent.matches(next) && !path.includes('{') ? undefined : path;
}

function endsWithSlash(path: string): boolean {
  return pathPart(path).endsWith('/');
}

/** With a slash at the end of the path, or without. */
function otherSpelling(path: string): string {
  const plain = pathPart(path);
  return (plain.endsWith('/') ? plain.slice(0, -1) : `${plain}/`) + path.slice(plain.length);
}

function pathPart(path: string): string {
  return path.replace(/(?:\{\?|[?#]).*$/s, '');
}
