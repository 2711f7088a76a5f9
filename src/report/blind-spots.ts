import type { ScanResult } from '../result.ts';
import { counted, seconds } from './words.ts';

/** What a reader must know before believing silence: credentials, closed operations, limits. One sentence each. */
export function blindSpots(result: ScanResult): string[] {
  return [
    ...credentialNotes(result),
    closedOperations(result),
    ...(result.notTested ?? []).map(cutInWords),
    limitNote(result),
  ].filter((line) => line !== undefined);
}

function cutInWords({ what, tested, total, reason }: NonNullable<ScanResult['notTested']>[number]): string {
  return `${tested.toLocaleString('en')} of ${total.toLocaleString('en')} ${what} were tested: ${reason}.`;
}

/** Operations that nobody could look behind. */
function closedOperations({ operations, surface }: ScanResult): string | undefined {
  const closed = operations.filter(({ status }) => status === 'unauthorized' || status === 'forbidden');
  if (closed.length === 0) return undefined;
  const count = `${closed.length} of ${counted(operations.length, 'operation')} returned only 401 or 403`;
  if (surface.identities.length <= 1) return `${count}: pass a credential to test them.`;
  // Of places that a credential was never sent to, nothing can be said about it.
  const asked = closed.filter(({ testedAs = [] }) => testedAs.length > 0).length;
  if (asked === closed.length) return `${count}: the given credential has access to none of them.`;
  if (asked === 0) return `${count}: they were not requested with the given credential.`;
  return `${count}: ${asked} of them also with the given credential; ${closed.length - asked} were not requested with it.`;
}

/** What became of each credential, where its silence is not that of somebody who was let in. */
function credentialNotes({ surface }: ScanResult): string[] {
  return surface.identities.flatMap(({ name, accepted, proof, warning }) => {
    const reason = warning === undefined ? '' : ` ${warning}`;
    switch (accepted) {
      case 'never-needed':
        return [
          `The credential of "${name}" was never needed: ${insideSentence(proof)} This result covers the public surface only, whether the credential is valid or not.${reason}`,
        ];
      case 'unclear':
        return [
          `Whether the credential of "${name}" is valid could not be determined: ${insideSentence(proof)}${reason}`,
        ];
      case 'refused':
        return [`The credential of "${name}" was rejected: ${proof}.`];
      default:
        return [];
    }
  });
}

/** `Not shown: none of …` after a colon. */
function insideSentence(proof: string): string {
  return proof.replace(/^(?:Registered by the scan itself\. )?Not shown: /, '');
}

/** How much of the scan a rate limit cost, and what time it needs; undefined where none refused. */
function limitNote(result: ScanResult): string | undefined {
  const { requests, rateLimited = 0, rateLimit } = result.traffic;
  if (rateLimited === 0) return undefined;
  const size = limitInWords(rateLimit);
  const refused = `${rateLimited} of ${counted(requests, 'request')} were rejected by a rate limit${size}`;
  if (result.partial === undefined) return `${refused}, and repeated within it.`;
  const secondsNeeded = secondsForAll(result);
  if (secondsNeeded === undefined) return `${refused}: what they requested was not tested.`;
  const minutes = Math.ceil(secondsNeeded / 60);
  return `${refused}: at this limit a full scan takes about ${counted(minutes, 'minute')}: --max-time ${minutes * 60}.`;
}

function limitInWords(limit: ScanResult['traffic']['rateLimit']): string {
  if (limit?.requests === undefined) return '';
  if (limit.windowMs === undefined) return ` of ${counted(limit.requests, 'request')}`;
  return ` of ${counted(limit.requests, 'request')} in ${seconds(limit.windowMs)}`;
}

/** What a scan in safe mode asks a small service, and more for each operation: measured, rounded up. */
const REQUESTS_FOR_ANY = 300;
const REQUESTS_FOR_OPERATION = 10;
/** Limits that say nothing of their window mostly count by the minute. */
const USUAL_WINDOW_MS = 60_000;

function secondsForAll({ traffic, operations, surface }: ScanResult): number | undefined {
  const { requests, rateLimit } = traffic;
  if (!rateLimit?.requests) return undefined;
  const expected = Math.max(
    requests,
    REQUESTS_FOR_ANY + REQUESTS_FOR_OPERATION * operations.length * surface.identities.length,
  );
  const windows = Math.ceil(expected / rateLimit.requests);
  return (windows * (rateLimit.windowMs ?? USUAL_WINDOW_MS)) / 1000;
}
