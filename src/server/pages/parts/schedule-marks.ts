import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { dateOf } from '../../../report/trend.ts';
import type { ScheduleView } from '../../api/schedule-views.ts';

export interface ScheduleMark {
  readonly at: string;
  readonly says: string;
  readonly kind: 'begun' | 'left-out';
}

/** When each schedule was added, and the last run that it left out. */
export function scheduleMarks(schedules: readonly ScheduleView[]): ScheduleMark[] {
  return schedules.flatMap(({ name, createdAt, lastSkip }): ScheduleMark[] => [
    { at: createdAt, kind: 'begun', says: `Schedule ${name} added, ${dateOf(createdAt)}` },
    ...(lastSkip === null
      ? []
      : [
          {
            at: lastSkip.at,
            kind: 'left-out' as const,
            says: `Schedule ${name} left a run out, ${dateOf(lastSkip.at)}: ${lastSkip.reason}`,
          },
        ]),
  ]);
}

/** @param floor where the axis is */
export function scheduleMark({ says, kind }: ScheduleMark, x: number, floor: number): Markup {
  const shape = kind === 'begun' ? `M${x - 5} ${floor}h10l-5 -9Z` : `M${x - 4} ${floor - 9}l8 8m0 -8l-8 8`;
  return markup`<path class="${kind}" d="${shape}"><title>${says}</title></path>`;
}
