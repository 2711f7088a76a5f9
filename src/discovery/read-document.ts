import { ScanError } from '../errors.ts';
import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, succeeded, text } from '../http/exchange.ts';
import { redirectOf } from '../http/redirect.ts';
import type { Identity } from '../identities/identity.ts';
import { loadSpec } from '../openapi/load.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';
import type { Inquiry } from './inquiry.ts';
import type { AbsentPages } from './surface.ts';

export interface ReaderOptions {
  readonly inquiry: Inquiry;
  readonly target: Target;
  readonly absent: AbsentPages;
}

/** Steps from a well-known place to the document itself. */
const MOST_REDIRECTS = 3;

/** Reads an answer, or what it sends on to, as a document; remembers it as public when `documents` is given. */
export function reader(
  { inquiry, target, absent }: ReaderOptions,
  documents?: Set<string>,
  speaker?: Identity,
) {
  return async (answer: Exchange, embedded?: string): Promise<Spec | undefined> => {
    let exchange = answer;
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const next = absent.matches(exchange) ? undefined : redirectOf(exchange);
      const there = next && (await inquiry.ask({ url: next.href }, speaker));
      if (!there) break;
      exchange = there;
    }
    const { url } = exchange.request;
    if (!succeeded(exchange) || (embedded === undefined && !namesVersion(exchange))) return undefined;
    const source = embedded ?? text(exchange.response);
    if (!looksLikeSpec(source) || (absent.soft && absent.matches(exchange))) return undefined;
    try {
      const spec = await loadSpec(
        { uri: url, text: source, target: target.url },
        { fetchExternal: (uri) => fetchInScope(inquiry, uri, speaker) },
      );
      if (spec.operations.length === 0) return undefined;
      documents?.add(url);
      return spec;
    } catch (error) {
      if (error instanceof ScanError) return undefined;
      throw error;
    }
  };
}

export type Reader = ReturnType<typeof reader>;

/** Reads all of them, so that every public document is known; the first good one wins. */
export async function firstSpec(
  answers: readonly (Exchange | undefined)[],
  read: Reader,
): Promise<Spec | undefined> {
  const specs: (Spec | undefined)[] = [];
  const breathe = createBreath();
  for (const answer of answers) {
    await breathe();
    if (answer) specs.push(await read(answer));
  }
  return specs.find((spec) => spec !== undefined);
}

/** A cheaper one at the bytes: most answers to such questions are none, however long. */
function namesVersion({ response }: Exchange): boolean {
  const bytes = Buffer.from(response.body.buffer, response.body.byteOffset, response.body.length);
  const charset = header(response.headers, 'content-type') ?? '';
  return (
    /charset="?(?:utf-?16|ucs-?2)/i.test(charset) || bytes.includes('openapi') || bytes.includes('swagger')
  );
}

/** A cheap look before parsing: JSON or YAML whose start names a version. */
function looksLikeSpec(source: string): boolean {
  return /["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\.\d/.test(source);
}

async function fetchInScope(inquiry: Inquiry, uri: string, speaker: Identity | undefined): Promise<string> {
  const exchange = await inquiry.ask({ url: uri }, speaker);
  if (!exchange) throw new Error('it is outside the scope of this scan or did not answer');
  if (!succeeded(exchange)) throw new Error(`it answered ${exchange.response.status}`);
  return text(exchange.response);
}
