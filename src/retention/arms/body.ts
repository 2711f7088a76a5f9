import type { Method } from '../load/loader.ts';
import type { ArmName } from '../vocabulary.ts';
import { parseTemplate } from './template.ts';

interface Asked {
  readonly arm: ArmName;
  readonly method: Method;
  readonly bodyTemplate?: string | undefined;
  /** Lengths that fresh ones grow through; a fixed one where both are the same. */
  readonly bodyBytes?: { readonly from: number; readonly to: number } | undefined;
}

/** Bodies of requests: one that stays the same, and fresh ones. */
export interface Bodies {
  readonly same: string;
  /** Average length, bytes. */
  readonly bytes: number;
  fresh(): string;
}

/** Parts that `parseTemplate` fills in. */
const RANDOM_PART = /\{(?:hex|digits|alnum|base64url|uuid)[:}]/;
/** Half of it is what stays of a half-sent one: enough to be seen among thousands. */
const USUAL_TEMPLATE = '{"note":"{base64url:*}"}';
const USUAL_BYTES = 2_048;
/** Sizes that grow begin again after so many: each part of a wave then holds as many bytes as the next. */
const STEPS = 50;

/** Bodies as the options want them; undefined for requests without one. Throws RetentionError `bad-option`. */
export function bodiesOf({ arm, bodyTemplate, bodyBytes, method }: Asked): Bodies | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  const text = bodyTemplate ?? USUAL_TEMPLATE;
  const { from, to } = bodyBytes ?? { from: USUAL_BYTES, to: USUAL_BYTES };
  if (arm !== 'payload' && !RANDOM_PART.test(text))
    return { same: text, bytes: Buffer.byteLength(text), fresh: () => text };
  const template = parseTemplate(text, 'body');
  let step = 0;
  const average = template.elastic ? Math.max(template.leastBytes, (from + to) / 2) : template.leastBytes;
  return {
    same: template.make(average),
    bytes: Math.round(average),
    fresh: () => template.make(Math.round(from + ((to - from) * (step++ % STEPS)) / (STEPS - 1))),
  };
}
