import { ScanError } from '../errors.ts';
import type { ScanResult } from '../result.ts';
import { VERSION } from '../version.ts';

/** A server that keeps results, and the key that it knows us by. */
export interface UploadPlace {
  readonly url: string;
  readonly key: string;
}

/** Results are a few megabytes, and are looked through before they are taken in. */
const WITHIN_MS = 120_000;

/** @throws ScanError invalid-option */
export function uploadPlace(env: NodeJS.ProcessEnv): UploadPlace {
  const { MIDDLEBRICK_URL: url, MIDDLEBRICK_API_KEY: key } = env;
  if (!url || !key)
    throw new ScanError(
      'invalid-option',
      'A result is sent to the server that MIDDLEBRICK_URL names, with the key in MIDDLEBRICK_API_KEY: set both.',
    );
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new ScanError('invalid-option', `MIDDLEBRICK_URL is no address of a server: "${url}".`);
  return { url: url.replace(/(?<!\/)\/+$/, ''), key };
}

/**
 * Sends a result; sent again, it is taken in once.
 * @returns the address of the scan
 * @throws ScanError unreachable
 */
export async function uploadResult(result: ScanResult, { url, key }: UploadPlace): Promise<string> {
  const refused = (why: string, cause?: unknown) =>
    new ScanError('unreachable', `The result was not taken in by ${url}: ${why}`, { cause });
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${url}/api/v1/results`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'user-agent': `middlebrick/${VERSION}`,
      },
      body: JSON.stringify(result),
      // The key is for this host alone.
      redirect: 'error',
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    text = await response.text();
  } catch (cause) {
    const inner = (cause as { cause?: { message?: string } }).cause?.message;
    throw refused(`${inner ?? (cause as Error).message}.`, cause);
  }
  if (!response.ok) throw refused(detailIn(text) ?? `it answered ${response.status}.`);
  return `${url}/api/v1/scans/${result.id}`;
}

/** Of a problem document. */
export function detailIn(text: string): string | undefined {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? detail.slice(0, 500) : undefined;
  } catch {
    return undefined;
  }
}
