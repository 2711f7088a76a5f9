import vm from 'node:vm';
import type { Attack } from './attack.ts';
import { attacksOn, textOf } from './attack.ts';

/** What a pattern took on the text that it liked least. */
export interface Worst {
  /** On the large text; where a shorter one told enough, at least this. */
  readonly cpuMs: number;
  readonly attack: Attack;
}

/** A square of this many steps stands out: a linear pattern may take 0.1 ms for it, a quadratic one takes 2 ms. */
const SMALL = 2 * 1024;
/** Four times as much: four times the time of the small one if linear, sixteen times if quadratic. */
const MIDDLE = 8 * 1024;
/** For what seems to grow so, and is quick enough on the middle one to leave a doubt. */
const LONG = 128 * 1024;
const LARGE = 2 * 1000 * 1000;
/** The dearest on the small text, to be measured with care on the middle one. */
const TRIED_MIDDLE = 6;
/** A pattern that backtracks without end is stopped here. */
const STOPPED_MS = 1_000;
/** And here where the machine gave so little time until then that nothing is said about the pattern. */
const STOPPED_AT_LAST_MS = 40_000;
/** Below this part of the limit, as two sizes foretell it, the large text shows nothing new. */
const STANDS_OUT = 0.25;
/** This many times over the limit on a shorter text, the large one need not be waited for. */
const BEYOND_DOUBT = 10;
/** Where 2 kB take this long, each step of a linear pattern would be a loop of fifty thousand. */
const MOST_OF_SMALL = 100;

/** So many matches may take the limit once more: 200 ns each, among a hundred alternatives. */
const MATCHES_FOR_THE_LIMIT = 500_000;

interface Run {
  readonly pattern: RegExp;
  readonly texts: readonly string[];
  readonly took: number[];
}

// Node stops a script from outside, in the middle of a pattern too. One script for many texts: a guard costs as much as ten of them.
const shared: { run: Run; now: () => number } = {
  run: { pattern: /x/, texts: [], took: [] },
  now: () => performance.now(),
};
const context = vm.createContext(shared);
const search = new vm.Script(`{
  const { pattern, texts, took } = run;
  for (const text of texts) {
    const from = now();
    pattern.lastIndex = 0;
    if (pattern.global) text.replace(pattern, ''); else pattern.exec(text);
    took.push(now() - from);
  }
}`);

const count = new vm.Script('run.texts[0].match(run.pattern)?.length ?? 0');

/** What each text took; where one took too long, or filled the stack, it is the last. */
function msOfEach(pattern: RegExp, texts: readonly string[], timeout = STOPPED_MS): number[] {
  const took: number[] = [];
  shared.run = { pattern, texts, took };
  try {
    search.runInContext(context, { timeout });
  } catch {
    took.push(timeout);
  }
  return took;
}

function matchesOf(pattern: RegExp, text: string): number {
  shared.run = { pattern, texts: [text], took: [] };
  try {
    return count.runInContext(context, { timeout: STOPPED_MS });
  } catch {
    return 0;
  }
}

/** Processor time, or time on the clock where that is less: tests share their cores. The best of some rounds. */
function msOf(pattern: RegExp, text: string, enough = 0, rounds = 2): number {
  let best = Number.POSITIVE_INFINITY;
  let timeout = STOPPED_MS;
  for (let round = 0; round < rounds && best > enough; round += 1) {
    const before = process.cpuUsage();
    const [onTheClock = timeout] = msOfEach(pattern, [text], timeout);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = Math.min(onTheClock, (user + system) / 1000);
    if (onTheClock < timeout) best = Math.min(best, cpuMs);
    // Not at its end: it takes more than this.
    else if (cpuMs > STOPPED_MS / 2 || timeout === STOPPED_AT_LAST_MS) return Math.min(best, timeout);
    else timeout = STOPPED_AT_LAST_MS;
  }
  return best;
}

/** The dearest of all attacks on a text of this length. */
export function worstOf(pattern: RegExp, length = LARGE): Worst | undefined {
  const attacks = attacksOn(pattern);
  const took = msOfEach(
    pattern,
    attacks.map((attack) => textOf(attack, SMALL)),
  );
  const last = attacks[took.length - 1];
  // Stopped on the small text already; whether the machine was to blame is looked at again by who asks.
  if (last && (took.at(-1) ?? 0) >= STOPPED_MS) return { cpuMs: STOPPED_MS * (length / SMALL), attack: last };
  const dear = attacks
    .slice(0, took.length)
    .map((attack, at) => ({ attack, ms: took[at] ?? 0 }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, TRIED_MIDDLE);
  const limit = allowedMs();
  const foretold: Worst[] = [];
  for (const { attack } of dear) {
    const told = foretell(pattern, attack, length);
    if (told.least > BEYOND_DOUBT * limit) return { cpuMs: told.least, attack };
    foretold.push({ cpuMs: told.likely, attack });
  }
  foretold.sort((a, b) => b.cpuMs - a.cpuMs);
  const standOut = foretold.filter(({ cpuMs }, at) => at === 0 || cpuMs > STANDS_OUT * limit);
  const endless = attacks.filter((attack) => attack.endless);
  let worst: Worst | undefined;
  for (const attack of new Set([...standOut.map(({ attack }) => attack), ...endless])) {
    const cpuMs = msOf(pattern, textOf(attack, length), limit / 2);
    if (!worst || cpuMs > worst.cpuMs) worst = { cpuMs, attack };
    if (cpuMs > BEYOND_DOUBT * limit) break;
  }
  return worst;
}

/** What a text of this length takes at least (in proportion to a shorter one), and what it will take if it grows on as it does. */
function foretell(pattern: RegExp, attack: Attack, length: number) {
  const ofSmall = msOf(pattern, textOf(attack, SMALL));
  if (length <= MIDDLE) return { least: ofSmall, likely: (ofSmall * length) / SMALL };
  // What would take minutes for the middle one.
  if (ofSmall > MOST_OF_SMALL) return { least: ofSmall * (length / SMALL), likely: Number.POSITIVE_INFINITY };
  const ofMiddle = msOf(pattern, textOf(attack, MIDDLE));
  const power = Math.max(1, Math.log(ofMiddle / ofSmall) / Math.log(MIDDLE / SMALL));
  const told = { least: ofMiddle * (length / MIDDLE), likely: ofMiddle * (length / MIDDLE) ** power };
  const beyond = BEYOND_DOUBT * allowedMs();
  if (length <= LONG || told.least > beyond || told.likely < beyond) return told;
  return { ...told, least: msOf(pattern, textOf(attack, LONG)) * (length / LONG) };
}

/** True where a pattern is too slow each time: a busy machine makes one measurement, or another, look so. */
export function isSlow({ attack }: Worst, pattern: RegExp, length = LARGE): boolean {
  // Measured beside it, because the machine may have become busy.
  const limit = limitMs();
  if (foretell(pattern, attack, length).least > BEYOND_DOUBT * limit) return true;
  const text = textOf(attack, length);
  const took = msOf(pattern, text, limit);
  if (took <= limit || !pattern.global) return took > limit;
  // Building half a million matches takes its time, however fast each was found.
  const most = limit * (1 + matchesOf(pattern, text) / MATCHES_FOR_THE_LIMIT);
  return msOf(pattern, text, most, 4) > most;
}

let allowed: number | undefined;

/** What a pattern may take here. */
export function allowedMs(): number {
  allowed ??= limitMs();
  return allowed;
}

/** What replacing every character of such a text takes here: 100 ms on the machine that the limit was set on, or more. */
function limitMs(): number {
  return Math.max(100, msOf(/[a-z]/g, 'a '.repeat(LARGE / 2)) * 4);
}
