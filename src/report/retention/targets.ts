import type { RetentionTarget, ScanResult } from '../../result.ts';
import { size, unitOf } from './units.ts';
import { toneOf } from './words.ts';

/**
 * Which operations a scan measured, each with what it keeps, and which it did not. Empty where one alone was measured
 * that takes a credential: the figures say it all.
 */
export function targetsIn({ retentionTargets: all = [] }: ScanResult): [operation: string, says: string][] {
  const alone = all.length === 1 && all[0]?.takesCredential !== 'unknown';
  return alone ? [] : all.map((target) => [target.operation, inWords(target)]);
}

function inWords(target: RetentionTarget): string {
  const { verdict, arm, per, bytes, upperBoundBytes: bound, takesCredential, reason } = target;
  if (verdict === undefined || arm === undefined || per === undefined) return `not measured: ${reason}`;
  const unit = unitOf({ arm, per });
  const grows = toneOf({ verdict }) === 'bad';
  const kept =
    bound !== undefined && !grows
      ? `less than ${size(bound)} per ${unit}`
      : grows && bytes
        ? `${size(bytes.estimate)} per ${unit}, 99 % between ${size(bytes.low)} and ${size(bytes.high)}`
        : reason;
  const unscored = takesCredential === 'unknown' && !grows ? '; not scored: it may read no credential' : '';
  return `${verdict}: ${kept}${unscored}`;
}
