import { type Estimate, inBytes } from './estimate.ts';
import {
  acceptedShare,
  answersIn,
  measuredBy,
  mixInWords,
  notMeasured,
  type StatusMix,
} from './status-mix.ts';

/**
 * A service that keeps nothing of those it refuses may keep all that it lets in: where no credential was accepted, "no
 * retention" is not known. What did grow has grown, whoever was refused. A bound holds for the accepted part alone.
 */
export function withoutRefusals(found: Estimate, fresh: StatusMix, smallest: number): Estimate {
  const measured = measuredBy(fresh);
  const why = notMeasured(fresh);
  if (why === undefined || found.verdict !== 'no-retention') return found;
  const { upperBound } = found;
  if (measured === 'mixed' && upperBound !== undefined) {
    const each = upperBound / acceptedShare(fresh);
    if (each < smallest)
      return {
        ...found,
        upperBound: each,
        reason: `less than ${inBytes(each)} per accepted credential; ${why}`,
      };
  }
  const bound = upperBound === undefined ? '' : `, which keeps less than ${inBytes(upperBound)} each`;
  return {
    ...found,
    verdict: 'inconclusive',
    reason: `${why.split(':')[0]}${bound} (${mixInWords(fresh)} of ${answersIn(fresh).toLocaleString('en')} fresh)`,
  };
}
