import { ScanError } from '../errors.ts';
import type { ScanResult } from '../result.ts';
import type { RetentionResult } from '../retention/result.ts';
import { askServer, fieldIn, refusalOf, type ServerPlace, serverPlace } from './server-client.ts';

/** @throws ScanError invalid-option */
export function uploadPlace(env: NodeJS.ProcessEnv): ServerPlace {
  const { MIDDLEBRICK_URL: url, MIDDLEBRICK_API_KEY: key } = env;
  if (!url || !key)
    throw new ScanError(
      'invalid-option',
      'A result is sent to the server that MIDDLEBRICK_URL names, with the key in MIDDLEBRICK_API_KEY: set both.',
    );
  return serverPlace(url, key, 'MIDDLEBRICK_URL');
}

/** A server that will not have this result, and might have another. */
export class ResultRefused extends ScanError {}

/**
 * Sends a result; sent again, it is taken in once.
 * @returns the address of the scan, and whether the server had it already
 * @throws ScanError unreachable
 */
export async function uploadResult(
  result: ScanResult,
  place: ServerPlace,
): Promise<{ readonly url: string; readonly isNew: boolean }> {
  const answer = await askServer(place, 'POST', '/api/v1/results', result);
  if (answer.status >= 300) throw refused('result', place, answer);
  return { url: `${place.url}/api/v1/scans/${result.id}`, isNew: answer.status === 201 };
}

/** Whether the server has this scan, so that megabytes need not be sent again. */
export async function isKnownThere(id: string, place: ServerPlace): Promise<boolean> {
  const answer = await askServer(place, 'GET', `/api/v1/scans/${encodeURIComponent(id)}`);
  if (answer.status === 200) return true;
  if (answer.status === 404) return false;
  throw refused('result', place, answer);
}

/** @returns the address of the run @throws ScanError unreachable */
export async function uploadRetention(
  { trace: _recording, ...result }: RetentionResult,
  place: ServerPlace,
): Promise<string> {
  const answer = await askServer(place, 'POST', '/api/v1/retention-runs', { result });
  if (answer.status >= 300) throw refused('measurement', place, answer);
  return `${place.url}/api/v1/retention-runs/${fieldIn(answer.text, 'id')}`;
}

function refused(what: string, { url }: ServerPlace, answer: Parameters<typeof refusalOf>[0]): ScanError {
  const says = `The ${what} was not taken in by ${url}: ${refusalOf(answer)}`;
  // What is wrong with the key, or with the server, is wrong for all results.
  const isOfThisOne = [400, 409, 413].includes(answer.status);
  return isOfThisOne ? new ResultRefused('unreachable', says) : new ScanError('unreachable', says);
}
