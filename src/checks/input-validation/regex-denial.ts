import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { BACKTRACKERS } from '../../material/injections.ts';
import type { ParameterSlot } from '../parameter-slots.ts';
import { parameterSlots } from '../parameter-slots.ts';
import { defineRule } from '../rule.ts';

/** Characters, tried in turn until the time shows: exponential backtracking is up to sixteen times slower each step. */
const LENGTHS = [20, 24, 28] as const;
/** Below this a slow answer may be noise; a harmless one of that length takes microseconds. */
const NOTICEABLE_MS = 150;
/** Two characters more take four times as long: as much of that as noise may leave. */
const GROWTH = 2;

export const regexDenial = defineRule({
  id: 'regex-denial',
  title: 'A short value keeps the service busy (ReDoS)',
  severity: 'high',
  cwe: [1333, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N',
  meaning:
    'A pattern that checks this value tries every way of splitting it: each further character doubles the time, so that one request of fifty characters stops a worker for good.',
  fix: 'Rewrite the pattern without nested repetition, bound the length before matching, or use an engine without backtracking (RE2).',
  needs: ['active'],
  async *probe({ surface, http }) {
    const slots = parameterSlots(surface).filter(({ ordinary }) => !/^\d+$/.test(ordinary));
    if (slots.length === 0) return { untested: 'no GET operation with a parameter that takes text' };
    for (const slot of slots) {
      for (const { unit, last } of BACKTRACKERS) {
        const found = await growth(http, slot, unit, last);
        if (!found) continue;
        yield {
          operation: slot.operation,
          confidence: 'confirmed',
          saw: `${slot.name}: the time for a value of at most ${LENGTHS[2]} characters more than doubled with every two of them, twice in a row; a value that fits took none.`,
          proof: [
            {
              exchange: found.slow,
              note: 'the last of its few characters does not fit, and the answer takes long',
            },
          ],
          control: { exchange: found.quick, note: 'as many characters, all of which fit' },
        };
        break;
      }
    }
    return;
  },
});

async function growth(
  http: HttpClient,
  slot: ParameterSlot,
  unit: string,
  last: string,
): Promise<{ readonly slow: Exchange; readonly quick: Exchange } | undefined> {
  const filler = (length: number) => unit.repeat(length).slice(0, length);
  const asked = async (value: string) => {
    const exchange = await http.attempt(slot.with(value));
    return exchange instanceof Error ? undefined : exchange;
  };
  const misfit = (length: number) => asked(filler(length - 1) + last);
  let suspected: number | undefined;
  for (const length of LENGTHS) {
    const exchange = await misfit(length);
    if (!exchange) return undefined;
    if (exchange.response.headMs < NOTICEABLE_MS) continue;
    suspected = length;
    break;
  }
  if (suspected === undefined) return undefined;
  const harmless = await asked(filler(suspected));
  if (!harmless || harmless.response.headMs > NOTICEABLE_MS) return undefined;
  let slow = harmless;
  for (let round = 0; round < 2; round += 1) {
    const times: number[] = [];
    for (const length of [suspected - 4, suspected - 2, suspected]) {
      const exchange = await misfit(length);
      if (!exchange) return undefined;
      times.push(exchange.response.headMs);
      slow = exchange;
    }
    const [short = 0, middle = 0, long = 0] = times;
    // The shortest may be as quick as anything: only the network's time is left of it.
    if (long < NOTICEABLE_MS || long < middle * GROWTH || middle < short * 1.2) return undefined;
  }
  const quick = await asked(filler(suspected));
  return quick && quick.response.headMs < NOTICEABLE_MS ? { slow, quick } : undefined;
}
