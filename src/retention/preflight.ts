import { unfitAnswer } from './answers.ts';
import type { Arm } from './arms/arm.ts';
import { RetentionError } from './errors.ts';
import type { Loader } from './load/loader.ts';
import { failureCode } from './pace.ts';
import { LIMITS } from './plan.ts';
import { quantile } from './statistics.ts';

/** Statuses that refuse a credential for its form or length, before anything looks at what it is. */
const TOO_LONG = [400, 413, 414, 431];
const SMALL_BYTES = 64;
const FIRST_REQUESTS = 20;
const BURST = { requests: 600, connections: 60, seconds: 0.5 };

export interface Preflight {
  readonly arm: Arm;
  readonly status: number;
  /** Requests per second at full speed, from the later half of a short burst. */
  readonly capacity: number;
  readonly requests: number;
  readonly notes: readonly string[];
  /** The target limits even these few requests: a mitigating fact, and the end of the run. */
  readonly limited: boolean;
}

export interface PreflightInput {
  /** What is asked, for a sentence that refuses it. */
  readonly method: string;
  readonly path: string;
  /** Makes the arm at a credential size; called again for each size that is tried. */
  readonly makeArm: (bytes: number) => Promise<Arm>;
  readonly sizes: readonly number[];
  /** False for arms whose length is given: certificates, templates without a filler, commands. */
  readonly elastic: boolean;
  readonly loaderFor: (arm: Arm, fresh: boolean) => Loader;
  readonly signal: AbortSignal;
}

/**
 * Finds out, in about a second, what a run needs to know: that the target answers, how, how fast, and how long a
 * credential it accepts. Throws RetentionError `target-unreachable` or `target-unfit`.
 */
export async function preflight(input: PreflightInput): Promise<Preflight> {
  const notes: string[] = [];
  let requests = 0;
  const ask = async (arm: Arm) => {
    requests += 1;
    try {
      return await input.loaderFor(arm, false).send(arm.same);
    } catch (error) {
      if (error instanceof RetentionError) throw error;
      throw new RetentionError(
        'target-unreachable',
        `The target does not answer (${failureCode(error)}).`,
        error,
      );
    }
  };
  let [arm, status] = [await input.makeArm(input.sizes[0] ?? SMALL_BYTES), 0];
  if (input.elastic) {
    const small = await input.makeArm(SMALL_BYTES);
    status = (await ask(small)).status;
    let accepted: Arm | undefined;
    for (const bytes of input.sizes) {
      arm = bytes === arm.credentialBytes ? arm : await input.makeArm(bytes);
      const answer = await ask(arm).catch(() => undefined);
      if (answer === undefined) {
        notes.push(`A credential of ${bytes} bytes gets no answer.`);
        continue;
      }
      if (answer.status === 429) return { arm, status, capacity: 0, requests, notes, limited: true };
      if (answer.status === status) {
        accepted = arm;
        break;
      }
      notes.push(`A credential of ${bytes} bytes is refused with ${answer.status}.`);
    }
    arm = accepted ?? small;
    if (TOO_LONG.includes(status))
      notes.push(
        `Even short credentials get ${status}: only malformed ones were tried; give a template of the right form.`,
      );
  }
  for (let index = 0; index < FIRST_REQUESTS; index++) {
    const answer = await ask(arm);
    if (index === 0) status = answer.status;
    if (answer.status === 429) return { arm, status, capacity: 0, requests, notes, limited: true };
    if (answer.status >= 500)
      throw new RetentionError(
        'target-unfit',
        `The target answers with server errors (${answer.status}): mend that first, or choose another endpoint.`,
      );
    const unfit = unfitAnswer(answer.status, input.method, input.path);
    if (unfit !== undefined) throw new RetentionError('target-unfit', unfit);
    if (answer.status !== status)
      throw new RetentionError(
        'target-unfit',
        `The same credential got ${status} and then ${answer.status}: choose an endpoint that answers alike.`,
      );
  }
  const bursts = [await burst(input, arm, false)];
  if (arm.newConnection.fresh && !arm.newConnection.same) bursts.push(await burst(input, arm, true));
  requests += bursts.reduce((sum, { sent }) => sum + sent, 0);
  const limited = bursts.some((each) => each.limited);
  return {
    arm,
    status,
    capacity: Math.min(...bursts.map(({ perSecond }) => perSecond)),
    requests,
    notes,
    limited,
  };
}

/** Full speed for half a second: the rate of a run is half of what this shows. */
async function burst({ loaderFor, signal }: PreflightInput, arm: Arm, fresh: boolean) {
  const connects = fresh ? arm.newConnection.fresh : arm.newConnection.same;
  const most = connects ? BURST.connections : BURST.requests;
  const until = performance.now() + BURST.seconds * 1_000;
  const loader = loaderFor(arm, fresh);
  const ends: number[] = [];
  let [sent, limited] = [0, false];
  const worker = async () => {
    while (sent < most && performance.now() < until && !signal.aborted) {
      sent += 1;
      try {
        const { status } = await loader.send(arm.same);
        if (status === 429) limited = true;
        ends.push(performance.now());
      } catch {
        return;
      }
      if (limited) return;
    }
  };
  await Promise.all(Array.from({ length: LIMITS.connections }, worker));
  const middle = quantile(ends, 0.5);
  const later = ends.filter((end) => end >= middle);
  const seconds = ((later.at(-1) ?? 0) - (later[0] ?? 0)) / 1_000;
  return { sent, limited, perSecond: seconds > 0 ? later.length / seconds : 1 };
}
