import type { PhaseArm, PhaseName } from './vocabulary.ts';

/** What a run tells while it goes. Bytes are memory of the target; counts are totals. */
export type RetentionEvent =
  | { readonly kind: 'source'; readonly name: string; readonly memoryClass: string; readonly runtime: string }
  | {
      readonly kind: 'plan';
      readonly requests: number;
      readonly identities: number;
      readonly rate: number;
      readonly credentialBytes: number;
    }
  | {
      readonly kind: 'phase';
      readonly phase: PhaseName;
      readonly arm: PhaseArm;
      readonly index: number;
      readonly count: number;
    }
  | {
      readonly kind: 'memory';
      readonly phase: PhaseName | 'start';
      readonly bytes: number;
      readonly identities: number;
      readonly requests: number;
      readonly seconds: number;
    }
  | { readonly kind: 'residency'; readonly step: string; readonly identities: number }
  | { readonly kind: 'note'; readonly text: string };
