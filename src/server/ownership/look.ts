import type { AddressGuard } from '../../http/address-guard.ts';
import { sendGuarded } from '../../http/guarded-send.ts';
import type { TxtLookup } from '../../http/txt-records.ts';

export const FILE_PATH = '/.well-known/middlebrick.txt';
const FETCH_MS = 10_000;
/** The file holds a line; who shares it with others holds a few. */
const MOST_BYTES = 10_000;

/** What has to be found. */
export function proofText(token: string): string {
  return `middlebrick-verification=${token}`;
}

/** Where the record is looked for; undefined of a host that is an address. */
export function recordName(origin: string): string | undefined {
  const { hostname } = new URL(origin);
  return /^[\d.]+$|^\[/.test(hostname) ? undefined : `_middlebrick.${hostname}`;
}

export type Look =
  | { readonly found: 'dns' | 'file' }
  | {
      readonly found: null;
      readonly problem: string;
      /** Both places answered, and neither holds it; else one of them could not be asked. */
      readonly isCertain: boolean;
    };

interface Place {
  readonly holds: boolean;
  readonly isCertain: boolean;
  readonly says: string;
}

/** Looks for the proof in both places, now. Redirects are not followed: another host can prove nothing. */
export async function lookForProof(
  origin: string,
  token: string,
  { txt, guard }: { readonly txt: TxtLookup; readonly guard: AddressGuard },
): Promise<Look> {
  const wanted = proofText(token);
  const [record, file] = await Promise.all([inRecord(origin, wanted, txt), inFile(origin, wanted, guard)]);
  if (record?.holds) return { found: 'dns' };
  if (file.holds) return { found: 'file' };
  return {
    found: null,
    problem: [record?.says, file.says].filter(Boolean).join(' '),
    isCertain: file.isCertain && (record?.isCertain ?? true),
  };
}

async function inRecord(origin: string, wanted: string, txt: TxtLookup): Promise<Place | undefined> {
  const name = recordName(origin);
  if (name === undefined) return undefined;
  try {
    const texts = await txt(name);
    const says =
      texts.length === 0 ? `${name} has no TXT record.` : `The TXT records of ${name} hold another text.`;
    return { holds: texts.some((text) => text.trim() === wanted), isCertain: true, says };
  } catch (failure) {
    const why = (failure as NodeJS.ErrnoException).code ?? 'unknown';
    return { holds: false, isCertain: false, says: `No name server answered for ${name} (${why}).` };
  }
}

async function inFile(origin: string, wanted: string, guard: AddressGuard): Promise<Place> {
  const url = `${origin}${FILE_PATH}`;
  try {
    const { status, body } = await sendGuarded(
      { method: 'GET', url, headers: { Accept: 'text/plain', 'User-Agent': 'middlebrick' } },
      { guard, timeoutMs: FETCH_MS, maxBytes: MOST_BYTES },
    );
    if (status !== 200) {
      const redirected = status >= 300 && status < 400 ? ', and redirects are not followed' : '';
      return {
        holds: false,
        isCertain: status < 500 && status !== 429,
        says: `${url} answers ${status}${redirected}.`,
      };
    }
    const holds = body.split(/\r?\n/).some((line) => line.trim() === wanted);
    return { holds, isCertain: true, says: `${url} holds another text.` };
  } catch (failure) {
    return { holds: false, isCertain: false, says: `${url} cannot be read: ${(failure as Error).message}` };
  }
}
