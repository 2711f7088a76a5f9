import { ScanError } from '../errors.ts';
import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, succeeded, text } from '../http/exchange.ts';
import { redirectOf } from '../http/redirect.ts';
import type { Identity } from '../identities/identity.ts';
import { loadSpec } from '../openapi/load.ts';
import { placeKey } from '../openapi/merge-specs.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';
import type { Inquiry } from './inquiry.ts';
import type { AbsentPages } from './surface.ts';

export interface ReaderOptions {
  readonly inquiry: Inquiry;
  readonly target: Target;
  readonly absent: AbsentPages;
}

/** Reads answers as documents, and keeps those that tell something new. */
export interface Reader {
  /** True where the answer, or what it sends on to, is a document with operations. */
  read(answer: Exchange, embedded?: string): Promise<boolean>;
  /** In the order in which they were read; each has an operation that none before it has. */
  readonly specs: readonly Spec[];
}

/** Steps from a well-known place to the document itself, or to the page that shows it. */
const MOST_REDIRECTS = 3;

/** What was read is remembered as public when `documents` is given. */
export function reader(
  { inquiry, target, absent }: ReaderOptions,
  documents?: Set<string>,
  speaker?: Identity,
): Reader {
  const specs: Spec[] = [];
  const seen = new Set<string>();
  const places = new Set<string>();

  async function read(answer: Exchange, embedded?: string): Promise<boolean> {
    const exchange = await landed(inquiry, answer, absent, speaker);
    const { url } = exchange.request;
    if (embedded === undefined && seen.has(url)) return true;
    if (!succeeded(exchange) || (embedded === undefined && !namesVersion(exchange))) return false;
    const source = embedded ?? text(exchange.response);
    if (!looksLikeSpec(source) || (absent.soft && absent.matches(exchange))) return false;
    try {
      const spec = await loadSpec(
        { uri: url, text: source, target: target.url },
        { fetchExternal: (uri) => fetchInScope(inquiry, uri, speaker), beside: specs.length > 0 },
      );
      if (spec.operations.length === 0) return false;
      documents?.add(url);
      seen.add(url);
      const fresh = spec.operations.map(placeKey).filter((key) => !places.has(key));
      // The same document in another form, or at another place.
      if (fresh.length > 0) specs.push(spec);
      for (const key of fresh) places.add(key);
      return true;
    } catch (error) {
      if (error instanceof ScanError) return false;
      throw error;
    }
  }

  return { read, specs };
}

/** Where the answer sends on to, step by step; itself where it does not, or only to where unknown paths are sent. */
export async function landed(
  inquiry: Inquiry,
  answer: Exchange,
  absent: AbsentPages,
  speaker: Identity | undefined,
): Promise<Exchange> {
  let exchange = answer;
  for (let step = 0; step < MOST_REDIRECTS; step += 1) {
    const next = absent.matches(exchange) ? undefined : redirectOf(exchange);
    const there = next && (await inquiry.ask({ url: next.href }, speaker));
    if (!there) break;
    exchange = there;
  }
  return exchange;
}

/** Reads all of them, so that every document of the service is known. True where one of them is. */
export async function readAll(
  answers: readonly (Exchange | undefined)[],
  { read }: Reader,
): Promise<boolean> {
  let found = false;
  const breathe = createBreath();
  for (const answer of answers) {
    await breathe();
    if (answer && (await read(answer))) found = true;
  }
  return found;
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
  if (!succeeded(exchange)) throw new Error(`it returned ${exchange.response.status}`);
  return text(exchange.response);
}
