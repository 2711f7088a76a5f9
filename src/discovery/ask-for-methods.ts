import type { Exchange } from '../http/exchange.ts';
import { allowed } from './live-answer.ts';

/** Places that are asked first: where none of them tells anything, the service answers OPTIONS for all alike. */
const ASKED_FIRST = 8;

interface Place {
  readonly url: string;
  readonly methods: Set<string>;
}

/** Adds what `Allow` of an OPTIONS answer names, unless unknown paths are given the same. */
export async function askForMethods(
  places: readonly Place[],
  ask: (url: string) => Promise<Exchange | undefined>,
  origin: string,
): Promise<void> {
  if (places.length === 0) return;
  const nowhere = await ask(`${origin}/mb-nowhere-options`);
  const always = nowhere ? allowed(nowhere).join() : '';
  if (await tellMethods(places.slice(0, ASKED_FIRST), ask, always))
    await tellMethods(places.slice(ASKED_FIRST), ask, always);
}

async function tellMethods(
  places: readonly Place[],
  ask: (url: string) => Promise<Exchange | undefined>,
  always: string,
): Promise<boolean> {
  const answers = await Promise.all(places.map(({ url }) => ask(url)));
  let told = false;
  for (const [at, answer] of answers.entries()) {
    const methods = answer ? allowed(answer) : [];
    if (methods.join() === always) continue;
    told = true;
    for (const method of methods) places[at]?.methods.add(method);
  }
  return told;
}
