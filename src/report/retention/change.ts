import type { RetentionDiff } from '../../compare/retention-diff.ts';
import type { Retention } from '../../result.ts';
import { size, unitOf } from './units.ts';

const SAYS: Readonly<Record<RetentionDiff['change'], string>> = {
  mended: 'Mended: it grew before, and does not any more',
  less: 'Less is kept than before, but it still grows',
  'no-change': 'No change: it grows as before',
  more: 'More is kept than before',
  clean: 'It did not grow before, and does not now',
  'cannot-be-told': 'What changed cannot be told',
};

/** One sentence, and the figures behind it. */
export function changeInWords(diff: RetentionDiff, after: Pick<Retention, 'arm' | 'per'>): string[] {
  const unit = unitOf(after);
  const bytes = ({ estimate, low, high }: NonNullable<RetentionDiff['saved']>) =>
    `${size(estimate)} per ${unit} (99 % between ${size(low)} and ${size(high)})`;
  return [
    `${SAYS[diff.change]}${diff.reason === undefined ? '' : `: ${diff.reason}`}.`,
    ...(diff.before ? [`Before: ${bytes(diff.before)}.`] : []),
    ...(diff.after ? [`After: ${bytes(diff.after)}.`] : []),
    ...(diff.saved ? [`Difference: ${bytes(diff.saved)}.`] : []),
  ];
}
