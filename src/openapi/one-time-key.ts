import type { Parameter } from './operation.ts';

const ONE_TIME_KEY = /^(?:x-)?idempot(?:ency|ent)-?(?:key|token|id)$/i;

/** True for a header by which a service knows that a request was sent before, such as `Idempotency-Key`. */
export function makesOneTimeKey({ name, in: place }: Pick<Parameter, 'name' | 'in'>): boolean {
  return place === 'header' && ONE_TIME_KEY.test(name);
}
