import type { RetentionEvent } from '../retention/events.ts';
import { CurveInLine } from './curve-in-line.ts';

const MIB = 1024 * 1024;
const PHASES: Readonly<Record<string, string>> = {
  start: 'starting',
  warm: 'warming up',
  ctl: 'control',
  w1: 'wave 1',
  fl1: 'flush',
  idle1: 'silence',
  ctl2: 'control',
  w2: 'wave 2',
  fl2: 'flush',
  w3: 'wave 3',
  fl3: 'flush',
  idle2: 'silence',
  w4: 'one wave more',
  watch: 'watching',
};
const REPEATED: Readonly<Record<string, string>> = { w: 'wave', fl: 'flush', idle: 'silence' };

/** A soak has more of them than have names. */
function nameOf(phase: string): string {
  const [, kind = '', number] = /^([a-z]+)(\d+)$/.exec(phase) ?? [];
  return PHASES[phase] ?? `${REPEATED[kind] ?? phase} ${number ?? ''}`.trim();
}

/** How a retention run goes, in words. One line at any time. */
export interface RetentionWatch {
  /** Takes one event. True when a new step begins, worth a line of its own in a log. */
  follow(event: RetentionEvent): boolean;
  line(): string;
}

/** With a curve, memory so far is drawn in the line: for long runs on a terminal. */
export function watchRetention({ curve = false } = {}): RetentionWatch {
  const drawn = curve ? new CurveInLine() : undefined;
  let step = 'looking for memory to read';
  let memory: Extract<RetentionEvent, { kind: 'memory' }> | undefined;
  let firstBytes: number | undefined;
  let counted = '';
  return {
    follow(event) {
      switch (event.kind) {
        case 'source':
          // The class first: an address can be longer than a line.
          step = `memory class ${event.memoryClass}, read from ${event.name}`;
          return true;
        case 'plan':
          step = `${event.requests.toLocaleString('en')} requests planned, ${Math.round(event.rate).toLocaleString('en')} a second`;
          return true;
        case 'phase':
          step =
            event.count === 1
              ? nameOf(event.phase)
              : `${nameOf(event.phase)} (${event.index + 1} of ${event.count})`;
          return true;
        case 'memory': {
          memory = event;
          drawn?.add(event.bytes);
          firstBytes ??= event.bytes;
          const grown = (event.bytes - firstBytes) / MIB;
          counted = ` · ${drawn ? `${drawn.text()} ` : ''}${(event.bytes / MIB).toFixed(1)} MiB (${grown < 0 ? '' : '+'}${grown.toFixed(1)}) · ${event.phase === 'watch' ? '' : `${event.identities.toLocaleString('en')} fresh · `}${memory.requests.toLocaleString('en')} requests`;
          return false;
        }
        case 'residency':
          step = event.step;
          counted = ` · ${event.identities.toLocaleString('en')} fresh`;
          return true;
        case 'note':
          step = event.text;
          return true;
      }
    },
    line: () => `${step}${counted}`,
  };
}
