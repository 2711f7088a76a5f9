import { ScanError } from '../errors.ts';
import {
  type CallbackListener,
  type CallbackPlace,
  openCallbackListener,
} from '../http/callback-listener.ts';

/**
 * Open for the whole scan: two rules cannot listen at one port.
 * @throws ScanError where nothing can listen there
 */
export async function listeningAt(place: CallbackPlace | undefined): Promise<CallbackListener | undefined> {
  if (!place) return undefined;
  return openCallbackListener(undefined, place).catch((cause: NodeJS.ErrnoException) => {
    const says = `Nothing can listen at ${place.address}, port ${place.port} (${cause.code}): see --callback-listen.`;
    throw new ScanError('invalid-option', says, { cause });
  });
}
