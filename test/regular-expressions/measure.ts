import vm from 'node:vm';
import type { Attack } from './attack.ts';
import { attacksOn, textOf } from './attack.ts';

/** What a pattern took on the text that it liked least. */
export interface Worst {
  readonly cpuMs: number;
  readonly attack: Attack;
}

const SMALL = 16 * 1024;
const LARGE = 2 * 1000 * 1000;
/** Most attacks cost nothing; those that stand out on the small text are tried on the large one. */
const TRIED_LARGE = 3;
/** A pattern that backtracks without end is stopped here, and counts as this slow. */
const STOPPED_MS = 5_000;

// Node stops a script from outside, in the middle of a pattern too.
const context = vm.createContext({ pattern: /x/, text: '' });
const search = new vm.Script("pattern.global ? text.replace(pattern, '') : pattern.exec(text)");

/** CPU time, since tests share their cores: the best of two where the first was slow. */
function cpuMsOf(pattern: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2 && best > 5; round += 1) {
    pattern.lastIndex = 0;
    Object.assign(context, { pattern, text });
    const before = process.cpuUsage();
    try {
      search.runInContext(context, { timeout: STOPPED_MS });
    } catch {
      return STOPPED_MS;
    }
    best = Math.min(best, process.cpuUsage(before).user / 1000);
  }
  return best;
}

export function worstOf(pattern: RegExp): Worst | undefined {
  const scored: Worst[] = [];
  for (const attack of attacksOn(pattern)) {
    const cpuMs = cpuMsOf(pattern, textOf(attack, SMALL));
    scored.push({ cpuMs, attack });
    // On 16 kB that is quadratic, whatever the machine is busy with.
    if (cpuMs > 150) return { cpuMs: cpuMs * (LARGE / SMALL), attack };
  }
  scored.sort((a, b) => b.cpuMs - a.cpuMs);
  let worst: Worst | undefined;
  for (const { attack } of scored.slice(0, TRIED_LARGE)) {
    const cpuMs = cpuMsOf(pattern, textOf(attack, LARGE));
    if (!worst || cpuMs > worst.cpuMs) worst = { cpuMs, attack };
  }
  return worst;
}

/** True where a pattern is too slow each time: a busy machine makes one measurement, or another, look so. */
export function isSlow({ cpuMs, attack }: Worst, pattern: RegExp): boolean {
  if (cpuMs > STOPPED_MS) return true;
  const text = textOf(attack, LARGE);
  // Building half a million matches takes its time, however fast each was found.
  const matches = pattern.global ? (text.match(pattern)?.length ?? 0) : 0;
  for (let again = 0; again < 3; again += 1) {
    if (cpuMsOf(pattern, text) <= allowedMs() * (1 + matches / 1_000_000)) return false;
  }
  return true;
}

/** What replacing every character of such a text takes here: 100 ms on the machine that the limit was set on, or more. */
export function allowedMs(): number {
  const text = 'a '.repeat(LARGE / 2);
  const took = Math.max(cpuMsOf(/[a-z]/g, text), cpuMsOf(/[a-z]/g, text));
  return Math.max(100, took * 4);
}
