import type { Outlook } from './outlook.ts';

export const SEVERITIES = ['high', 'medium', 'low', 'informational'] as const;
export type RetentionSeverity = (typeof SEVERITIES)[number];

const HOUR_SECONDS = 3_600;
/** What falls within a shift, or a day on call, is high; within what can be planned for, medium. */
const UNDER_ATTACK = { high: 10 * 60, medium: 2 * HOUR_SECONDS };
const BY_ITSELF_HOURS = { high: 24, medium: 7 * 24 };

/**
 * Severity from the lower bound of the interval alone: what is proven, not what is likely. The graver of two: how soon an
 * attack fills memory, and how soon the stated traffic does without one.
 */
export function severityOf(outlook: Outlook | undefined): RetentionSeverity {
  if (outlook === undefined) return 'low';
  const levels = [
    level(outlook.attackSeconds.most, UNDER_ATTACK),
    ...(outlook.ordinary ? [level(outlook.ordinary.hours.most, BY_ITSELF_HOURS)] : []),
  ];
  return SEVERITIES.find((one) => levels.includes(one)) ?? 'low';
}

function level(time: number, limits: { readonly high: number; readonly medium: number }): RetentionSeverity {
  if (time < limits.high) return 'high';
  return time < limits.medium ? 'medium' : 'low';
}
