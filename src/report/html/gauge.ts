import type { ScanResult } from '../../result.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

const RADIUS = 52;
const ROUND = 2 * Math.PI * RADIUS;

/** Colour class of a score: the same limits as the terminal's bars. */
export function tone(score: number): 'good' | 'fair' | 'bad' {
  const shown = Math.round(score);
  if (shown >= 90) return 'good';
  return shown >= 60 ? 'fair' : 'bad';
}

/** A ring filled to the score around the grade. */
export function gauge({ grade, value }: Pick<ScanResult['score'], 'grade' | 'value'>): Markup {
  const filled = ((value ?? 0) / 100) * ROUND;
  const spoken = grade === null ? 'No grade: too little could be tested' : `Grade ${grade}, ${value} of 100`;
  return markup`<svg class="gauge ${value === null ? 'none' : tone(value)}${value === 0 && ' zero'}" viewBox="0 0 128 128" role="img" aria-label="${spoken}">
  <circle class="track" cx="64" cy="64" r="${RADIUS}" fill="none" stroke-width="11"/>
  <circle cx="64" cy="64" r="${RADIUS}" fill="none" stroke="currentColor" stroke-width="11" stroke-linecap="round"
    stroke-dasharray="${filled.toFixed(1)} ${ROUND.toFixed(1)}" transform="rotate(-90 64 64)"${value ? '' : markup` opacity="0"`}/>
  <text class="letter" x="64" y="78" text-anchor="middle">${grade ?? '–'}</text>
  <text class="value" x="64" y="98" text-anchor="middle">${value === null ? 'no grade' : `${value} / 100`}</text>
</svg>`;
}
