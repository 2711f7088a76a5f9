import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import type { TransportFailure } from '../http/transport-failure.ts';
import { perSurface } from './place.ts';

const TOO_MANY = 429;

const limits = perSurface((): { isReached: boolean } => ({ isReached: false }));

/** What a login answered, or why it was not sent: a limit that is reached once holds for the rest of the scan. */
export function hearLogin(surface: Surface, answer: Exchange | TransportFailure): void {
  const isLimited =
    answer instanceof Error ? answer.code === 'rate-limited' : answer.response.status === TOO_MANY;
  if (isLimited) limits(surface).isReached = true;
}

/** Who cannot log in cannot be removed: no further account is made where logins are limited by now. */
export function loginsAreLimited(surface: Surface): boolean {
  return limits(surface).isReached;
}
