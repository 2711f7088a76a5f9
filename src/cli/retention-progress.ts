import type { RetentionEvent } from '../retention/events.ts';

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
};

/** How a retention run goes, in words. One line at any time. */
export interface RetentionWatch {
  /** Takes one event. True when a new step begins, worth a line of its own in a log. */
  follow(event: RetentionEvent): boolean;
  line(): string;
}

export function watchRetention(): RetentionWatch {
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
          step = `${PHASES[event.phase]} (${event.index + 1} of ${event.count})`;
          return true;
        case 'memory': {
          memory = event;
          firstBytes ??= event.bytes;
          const grown = (event.bytes - firstBytes) / MIB;
          counted = ` · ${(event.bytes / MIB).toFixed(1)} MiB (${grown < 0 ? '' : '+'}${grown.toFixed(1)}) · ${event.identities.toLocaleString('en')} fresh · ${memory.requests.toLocaleString('en')} requests`;
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
