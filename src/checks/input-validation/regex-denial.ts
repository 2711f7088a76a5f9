import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { BACKTRACKERS } from '../../material/injections.ts';
import { inputsAndLoginName } from '../../places/inputs.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { confirmed, defineRule } from '../rule.ts';

/** Characters, tried in turn until the time shows: exponential backtracking is up to sixteen times slower each step. */
const LENGTHS = [20, 24, 28, 32] as const;
/** Two choices for each of so many characters are sixteen million ways: no engine tries them within this. */
const TELLING_LENGTH = 24;
const TELLING_MS = 8;
/** Below this a slow answer may be noise; a harmless one of that length takes microseconds. */
const NOTICEABLE_MS = 150;
/** Two characters more take four times as long: as much of that as noise may leave. */
const GROWTH = 2;
const ROUNDS = 3;

export const regexDenial = defineRule({
  id: 'regex-denial',
  title: 'Regular expression denial of service (ReDoS)',
  aliases: ['ReDoS', 'catastrophic backtracking', 'DoS', 'denial of service'],
  severity: 'high',
  cwe: [1333, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N',
  description:
    'One request of fifty characters blocks a worker (denial of service). The regular expression for this value backtracks exponentially: each character doubles the time.',
  remediation:
    'Rewrite the expression without nested repetition, limit the length before matching, or use an engine without backtracking (RE2).',
  needs: ['active'],
  places: inputsAndLoginName,
  oneByOne: true,
  leaveOut: ({ ordinary, body }) =>
    /^\d+$/.test(ordinary) || body?.effect === 'makes'
      ? 'no text parameter, and no request body of a test account or test object'
      : undefined,
  async judge(slot, { http }) {
    const usual = await http.once(slot.plain);
    for (const { unit, last } of BACKTRACKERS) {
      const found = await growth(slot, http, { unit, last, usualMs: usual.response.headMs });
      if (!found) continue;
      return confirmed(
        `${slot.name}: the time for a value of at most ${LENGTHS.at(-1)} characters more than doubled with the last two of them, in the best of three tries; a matching value took a fraction of it.`,
        [found.slow, 'the last character does not match, and the response takes long'],
        [found.quick, 'a matching value of the same length'],
      );
    }
    return 'clean';
  },
});

async function growth(
  slot: ParameterSlot,
  http: HttpClient,
  { unit, last, usualMs }: { readonly unit: string; readonly last: string; readonly usualMs: number },
): Promise<{ readonly slow: Exchange; readonly quick: Exchange } | undefined> {
  const filler = (length: number) => unit.repeat(length).slice(0, length);
  const asked = async (value: string) => {
    const answer = await http.attempt(slot.with(value));
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const misfit = (length: number) => asked(filler(length - 1) + last);
  // What fits an address needs the end of one: without it every filler is a misfit.
  const end = /mail/i.test(slot.name) ? '@example.com' : '';
  const proper = (length: number) => asked(filler(length - end.length) + end);
  let quickestMs = usualMs;
  for (const length of LENGTHS) {
    const suspect = await misfit(length);
    quickestMs = Math.min(quickestMs, suspect.response.headMs);
    // Exponential work of that length takes more than this of itself; less does not become noticeable further on.
    if (length >= TELLING_LENGTH && suspect.response.headMs < quickestMs + TELLING_MS) return undefined;
    if (suspect.response.headMs < NOTICEABLE_MS) continue;
    // Where a value that fits takes as long, the value is not what takes the time.
    const fitting = [await proper(length), await proper(length)];
    if (!fitting.some((answer) => answer.response.headMs < NOTICEABLE_MS)) return undefined;
    const rounds: Exchange[][] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push([
        await misfit(length - 4),
        await misfit(length - 2),
        await misfit(length),
        await proper(length),
      ]);
    }
    // A busy machine only ever adds time: the quickest of several is what the work itself took.
    const quickest = (at: number) => rounds.flatMap((answers) => answers[at] ?? []).sort(byTime)[0];
    const [short, middle, long, harmless] = [quickest(0), quickest(1), quickest(2), quickest(3)];
    if (!short || !middle || !long || !harmless) return undefined;
    const times = [short, middle, long, harmless].map(({ response }) => response.headMs);
    if (growsWithLength(times)) return { slow: long, quick: harmless };
  }
  return undefined;
}

const byTime = (a: Exchange, b: Exchange) => a.response.headMs - b.response.headMs;

/** The shortest may be as quick as anything: only the network's time is left of it. */
function growsWithLength([short = 0, middle = 0, long = 0, harmless = 0]: readonly number[]): boolean {
  return long >= NOTICEABLE_MS && long > middle * GROWTH && middle > short * 1.2 && long > harmless * 3;
}
