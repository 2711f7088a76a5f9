import type { Speaker } from '../arms/arm.ts';
import { quantile } from '../statistics.ts';
import type { Asker } from './asker.ts';
import { areaUnderCurve, headerTells, remainingOf, timingTells } from './oracle.ts';

const HEADER_PAIRS = 20;
const TIMING_PAIRS = 150;
const PANEL = 60;

/** How known credentials are told from new ones on this target. */
export type Oracle =
  | { readonly by: 'rate-limit-header'; readonly start: number }
  | { readonly by: 'timing'; readonly auc: number }
  | { readonly by: 'none'; readonly auc: number };

export async function findOracle(asker: Asker): Promise<Oracle> {
  const pairs = [];
  for (const speaker of await asker.fresh(HEADER_PAIRS)) {
    const [first, second] = [await asker.ask(speaker), await asker.ask(speaker)];
    pairs.push({ first: first && remainingOf(first.limits), second: second && remainingOf(second.limits) });
  }
  const start = headerTells(pairs);
  if (start !== undefined) return { by: 'rate-limit-header', start };

  const [cold, warm]: [number[], number[]] = [[], []];
  const keys = await asker.fresh(2 * TIMING_PAIRS);
  for (let index = 0; index < TIMING_PAIRS; index++) {
    const [key, decoy] = [keys[2 * index], keys[2 * index + 1]];
    if (key === undefined || decoy === undefined) break;
    const first = await asker.ask(key);
    // Another stranger in between, so that only memory of this very credential can make it fast.
    await asker.ask(decoy);
    const again = await asker.ask(key);
    if (first && again) {
      cold.push(first.ms);
      warm.push(again.ms);
    }
  }
  const { auc, tells } = timingTells(cold, warm);
  return { by: tells ? 'timing' : 'none', auc };
}

/** Credentials that the service has met once. */
export async function warmPanel(asker: Asker): Promise<Speaker[]> {
  const panel = await asker.fresh(PANEL);
  await asker.askAll(panel);
  return panel;
}

/** Share of a panel that is still known, 0 to 1. Asking refreshes what it asks, so each panel is asked once. */
export async function shareKnown(asker: Asker, oracle: Oracle, panel: readonly Speaker[]): Promise<number> {
  if (oracle.by === 'rate-limit-header') {
    const answers = await asker.askAll(panel);
    const known = answers.filter(({ limits }) => (remainingOf(limits) ?? oracle.start) < oracle.start);
    return answers.length === 0 ? 0 : known.length / answers.length;
  }
  const strangers = await asker.fresh(panel.length);
  const [cold, warm]: [number[], number[]] = [[], []];
  // Interleaved, so that a slow moment of the machine falls on both.
  for (let index = 0; index < panel.length; index++) {
    const [stranger, known] = [strangers[index], panel[index]];
    const first = stranger && (await asker.ask(stranger));
    const second = known && (await asker.ask(known));
    if (first) cold.push(first.ms);
    if (second) warm.push(second.ms);
  }
  const share = (areaUnderCurve(cold, warm) - 0.5) / (oracle.auc - 0.5);
  return Math.max(0, Math.min(1, share));
}

/** Latencies of never-seen credentials, ms. */
export async function strangerTimes(asker: Asker): Promise<number[]> {
  return (await asker.askAll(await asker.fresh(TIMING_PAIRS))).map(({ ms }) => ms);
}

/** Slower for strangers by 15 %, clearly, and still getting slower: a list that is walked, not a map. */
export function costGrows(before: readonly number[], middle: readonly number[], after: readonly number[]) {
  const [first, between, last] = [before, middle, after].map((times) => quantile(times, 0.5)) as [
    number,
    number,
    number,
  ];
  const grows = areaUnderCurve(after, before) > 0.75 && last > 1.15 * first && last > 1.05 * between;
  return { beforeMs: first, afterMs: last, grows };
}
