import { sameKind } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { PlaceRule, ProbeContext, Verdict } from '../rule.ts';
import { untested } from '../rule.ts';
import { limited, remaining } from './limit-signs.ts';
import type { BurstOutcome, BurstPlace } from './reached-limit.ts';
import { BURST, burst, now, ofBurst, reach } from './reached-limit.ts';

/** Requests beyond an announced rest: others may have raised it in the meantime. */
const MARGIN = 25;

/** One way around a limit. `round` tells first try and repetition apart, so that neither uses up the other’s quota. */
export interface Escape {
  /** Completes "… was answered while the same request was refused". */
  readonly name: string;
  readonly request: (ordinary: RequestSpec, round: number) => RequestSpec;
}

/** Reaches the limit and proves the first way that leads around it: refused, answered, refused, answered, refused. */
export function provenEscape(escapes: readonly Escape[]): Pick<PlaceRule<BurstPlace>, 'places' | 'judge'> {
  return { places: burst, judge: ofBurst((outcome, context) => escapeBy(escapes, outcome, context)) };
}

async function escapeBy(
  escapes: readonly Escape[],
  outcome: BurstOutcome,
  { http }: ProbeContext,
): Promise<Verdict> {
  const { operation, ordinary } = outcome;
  if (!outcome.refusal && !outcome.announced) return untested('no limit was reached');
  const left = outcome.refusal
    ? BURST
    : Math.max(0, ...outcome.sent.map((exchange) => remaining(exchange) ?? 0)) + MARGIN;
  if (left > BURST + MARGIN) return untested('the limit is beyond what a scan may send');
  const refusal = await reach(http, operation.request, left);
  if (!refusal) return untested('no limit was reached');
  const refusedNow = async () => {
    const exchange = await now(http, operation.request);
    return exchange !== undefined && limited(exchange) ? exchange : undefined;
  };
  const answered = (exchange: Exchange | undefined): exchange is Exchange =>
    exchange !== undefined && !limited(exchange) && sameKind(exchange, ordinary);
  for (const way of escapes) {
    const first = await now(http, way.request(operation.request, 1));
    if (!answered(first) || !(await refusedNow())) continue;
    const second = await now(http, way.request(operation.request, 2));
    const control = await refusedNow();
    if (!answered(second) || !control) continue;
    return {
      confidence: 'confirmed',
      evidenceSummary: `${way.name} returned ${first.response.status} while the same request without it was rejected with ${control.response.status}, twice in turn.`,
      proof: [
        { exchange: first, note: 'accepted after the limit was reached' },
        { exchange: second, note: 'and again' },
      ],
      control: { exchange: control, note: 'the ordinary request, in between and afterwards: rejected' },
    };
  }
  return 'clean';
}
