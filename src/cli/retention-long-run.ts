import { ScanError } from '../errors.ts';
import { DURATION_SECONDS, type RetentionOptions } from '../retention/options.ts';
import type { RetentionFlags } from './retention-options.ts';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** What `--duration` and `--watch` ask for: longer than a minute, or without any load. @throws ScanError */
export function longRunOf(flags: RetentionFlags): Pick<RetentionOptions, 'durationSeconds' | 'watch'> {
  const { duration, watch = false } = flags;
  const durationSeconds = duration === undefined ? undefined : secondsIn(duration);
  const long = watch ? '--watch' : duration === undefined ? undefined : '--duration';
  const beside = [
    ['--profile', flags.profile !== undefined],
    ['--idle', flags.idle !== undefined],
    ['--answers-only', flags.answersOnly === true],
    ['--arm', watch && flags.arm !== undefined],
  ] as const;
  const stray = beside.find(([, given]) => given)?.[0];
  if (long !== undefined && stray !== undefined)
    throw new ScanError('invalid-option', `${long} and ${stray} exclude each other: give one.`);
  return { ...(durationSeconds === undefined ? {} : { durationSeconds }), ...(watch ? { watch } : {}) };
}

function secondsIn(typed: string): number {
  const [, number, unit = 's'] = /^(\d{1,6}(?:\.\d{1,3})?)([smh])?$/.exec(typed.trim()) ?? [];
  const seconds = Number(number) * (SECONDS[unit] ?? 1);
  if (number === undefined || seconds < DURATION_SECONDS.least || seconds > DURATION_SECONDS.most)
    throw new ScanError(
      'invalid-option',
      `--duration takes a time from 60s to 24h, such as 90s, 30m or 2h, not "${typed}".`,
    );
  return seconds;
}
