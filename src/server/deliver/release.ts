import { Cron } from 'croner';
import type { Digests } from '../store/monitoring-tables.ts';
import type { QuietHours } from './channel-settings.ts';

export interface Holding {
  readonly digest: Digests;
  readonly digest_at: string;
  readonly quiet: QuietHours | null;
  readonly time_zone: string;
}

/** When what happens now is sent: at once, with the next digest, or when the quiet hours are over. */
export function releaseAt(holding: Holding, now: Date): Date {
  const { digest, digest_at, time_zone } = holding;
  const at =
    digest === 'at-once'
      ? now
      : nextTime(digest === 'hourly' ? '0 * * * *' : daily(digest_at), time_zone, now);
  return quietUntil(holding, at) ?? at;
}

/** The end of the quiet hours that this moment is in. */
export function quietUntil({ quiet, time_zone }: Holding, at: Date): Date | undefined {
  if (quiet === null) return undefined;
  const { from, to } = quiet;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: time_zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  const isQuiet = from <= to ? clock >= from && clock < to : clock >= from || clock < to;
  return isQuiet ? nextTime(daily(to), time_zone, at) : undefined;
}

function daily(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour} * * *`;
}

function nextTime(cron: string, timeZone: string, after: Date): Date {
  return new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true }).nextRun(after) ?? after;
}
