import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { PRESETS, type Preset } from '../../monitor/cron.ts';

const WORDS: Readonly<Record<Preset, string>> = {
  hourly: 'Every hour',
  daily: 'Every day at 03:00',
  weekdays: 'Monday to Friday at 03:00',
  weekly: 'Every Monday at 03:00',
  monthly: 'The first of every month at 03:00',
};

/** Patterns by what they mean, each with itself beside it. */
export const PRESET_CHOICES = (Object.keys(PRESETS) as Preset[]).map(
  (preset) => [preset, WORDS[preset], markup`<code>${PRESETS[preset]}</code>`] as const,
);

export function when({ preset, cron }: { readonly preset: Preset | null; readonly cron: string }): Markup {
  return preset === null ? markup`<code>${cron}</code>` : markup`${WORDS[preset]}`;
}
