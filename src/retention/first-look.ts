import {
  type Estimate,
  identitiesSeen,
  inBytes,
  inconclusive,
  MIB,
  missing,
  smallestEffect,
} from './estimate.ts';
import { growthOver, keptBytes, mostKept } from './increments.ts';
import { endLevel, sigmaOf, slopePerRequest } from './levels.ts';
import type { RetentionTrace } from './trace.ts';

/** The first look, after one wave: may end a run that shows nothing, may never accuse. */
export function looksClean(trace: RetentionTrace): boolean {
  const from = endLevel(trace, 'ctl');
  const to = endLevel(trace, 'fl1');
  if (!from || !to || trace.memoryClass === 'B' || slopePerRequest(trace, 'ctl') === undefined) return false;
  const limit = smallestEffect(trace);
  const wave = growthOver(trace, [{ name: 'w1', from, to }], 0.995);
  if (wave === undefined) return false;
  const quiet = (3 * sigmaOf(trace)) / (to.identities - from.identities) < limit;
  return quiet && wave.high < limit && wave.estimate < limit / 2 && to.bytes - from.bytes < 1.5 * MIB;
}

/** The verdict of a run that the first look ended. */
export function estimateFirstLook(trace: RetentionTrace): Estimate {
  const from = endLevel(trace, 'ctl');
  const to = endLevel(trace, 'fl1');
  const wave = from && to && growthOver(trace, [{ name: 'w1', from, to }], 0.995);
  const sigma = sigmaOf(trace);
  if (!wave || !to || !looksClean(trace)) return inconclusive(missing(trace), sigma, identitiesSeen(trace));
  const reason = `less than ${inBytes(mostKept(wave))} per identity, ${to.identities.toLocaleString('en')} identities tested`;
  return {
    verdict: 'no-retention',
    bytes: keptBytes(trace, wave),
    upperBound: mostKept(wave),
    identities: to.identities,
    sigma,
    reason,
  };
}
