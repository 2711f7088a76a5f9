import type { Arm, Speaker } from './arms/arm.ts';
import { BURST, type Burst, burst } from './burst.ts';
import { shareOfSupply } from './control-pool.ts';
import { RetentionError } from './errors.ts';
import type { Answer, Loader } from './load/loader.ts';
import { failureCode } from './pace.ts';
import { LIMITS } from './plan.ts';
import { findLimit, type RateLimit, toldLimit } from './rate-limit/find-limit.ts';
import { isRefusedForNow, readTold } from './rate-limit/told.ts';
import { unfitAnswer } from './status-mix.ts';

/** Statuses that refuse a credential for its form or length, before anything looks at what it is. */
const TOO_LONG = [400, 413, 414, 431];
const SMALL_BYTES = 64;
const FIRST_REQUESTS = 20;
/** So many requests of the burst go to one credential: a limit of its own that a run would meet shows itself here. */
const TO_ONE = 150;
/** A burst of fewer measures nothing; what is limited so far is below any capacity. */
const LEAST_IN_BURST = 40;
/** Strangers that take turns in the burst: enough that a limit per credential of a few requests leaves some served. */
export const OTHERS = 60;

export interface Preflight {
  readonly arm: Arm;
  readonly status: number;
  /** Requests per second at full speed, from the later half of a short burst. */
  readonly capacity: number;
  readonly requests: number;
  readonly notes: readonly string[];
  /** A limit that all requests share: a mitigating fact, and a reason to go slower. */
  readonly limit?: RateLimit | undefined;
  /** Strangers are refused for now while the first credential is served. */
  readonly shut?: boolean | undefined;
  /** Requests that a limit per credential lets one of them send; undefined when none was met or told. */
  readonly perCredential?: number | undefined;
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
  /** A limit below so many requests a second leaves no run that is worth waiting for. */
  readonly leastPerSecond: number;
  /** Header of another name that says how many requests are left. */
  readonly limitHeader?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Finds out, in about a second, what a run needs to know: that the target answers, how, how fast, how long a credential
 * it accepts, and whether it limits one credential or everybody. Throws RetentionError `target-unreachable` or `target-unfit`.
 */
export async function preflight(input: PreflightInput): Promise<Preflight> {
  const asked = new Asked(input);
  const notes: string[] = [];
  const arm = await longestAccepted(input, asked, notes);
  const first = await firstAnswers(asked, arm);
  const others = await arm.fresh(Math.min(OTHERS, shareOfSupply(arm)));
  const met = await whoseLimit(asked, arm, first, others[0] ?? arm.same);
  const found = { arm, status: first.status ?? asked.lastStatus, notes };
  const most = mostInBurst(met.limit);
  if (most < LEAST_IN_BURST)
    return { ...found, ...met, capacity: Number.POSITIVE_INFINITY, requests: asked.requests };

  const rotating = others.slice(1);
  const speakerAt = (index: number) =>
    (index < TO_ONE && met.perCredential === undefined ? arm.same : rotating[index % rotating.length]) ??
    arm.same;
  const bursts = [await asked.burst(arm, false, most, speakerAt)];
  if (arm.newConnection.fresh && !arm.newConnection.same)
    bursts.push(await asked.burst(arm, true, most, speakerAt));
  const capacity = Math.min(...bursts.map(({ perSecond }) => perSecond));
  const shut = bursts.find(({ refused }) => refused !== undefined);
  if (shut?.refused === undefined) return { ...found, ...met, capacity, requests: asked.requests };
  const { answer, speaker } = shut.refused;
  const again = await whoseLimit(
    asked,
    arm,
    { refused: answer, served: asked.servedTo(speaker), last: answer },
    (await arm.fresh(1))[0] ?? arm.same,
    speaker !== arm.same,
  );
  return {
    ...found,
    capacity: again.limit ? Number.POSITIVE_INFINITY : capacity,
    limit: again.limit ?? met.limit,
    shut: again.shut,
    perCredential: again.perCredential ?? met.perCredential,
    requests: asked.requests,
  };
}

/** Half a second's worth of a limit that was told, and little of what is left of a long window. */
function mostInBurst(limit: RateLimit | undefined): number {
  if (limit === undefined) return BURST.requests;
  return Math.min(BURST.requests, limit.perSecond / 2, (limit.left ?? Number.POSITIVE_INFINITY) / 20);
}

/** The longest credential with the answer that a short one gets. */
async function longestAccepted(input: PreflightInput, asked: Asked, notes: string[]): Promise<Arm> {
  const longest = await input.makeArm(input.sizes[0] ?? SMALL_BYTES);
  if (!input.elastic) return longest;
  const small = await input.makeArm(SMALL_BYTES);
  const { status } = await asked.ask(small, small.same);
  let accepted: Arm | undefined;
  for (const bytes of input.sizes) {
    const arm = bytes === longest.credentialBytes ? longest : await input.makeArm(bytes);
    const answer = await asked.ask(arm, arm.same).catch(() => undefined);
    // A limit says nothing about the length; it is looked at next.
    if (answer && (answer.status === status || isRefusedForNow(answer))) {
      accepted = arm;
      break;
    }
    notes.push(
      answer === undefined
        ? `A credential of ${bytes} bytes gets no answer.`
        : `A credential of ${bytes} bytes is refused with ${answer.status}.`,
    );
  }
  if (TOO_LONG.includes(status))
    notes.push(
      `Even short credentials get ${status}: only malformed ones were tried; give a template of the right form.`,
    );
  return accepted ?? small;
}

interface FirstAnswers {
  /** What the credential gets; undefined where a limit was in the way from the first. */
  readonly status: number | undefined;
  readonly served: number;
  readonly last: Answer;
  /** The answer of a limit, which ended the row. */
  readonly refused?: Answer | undefined;
}

async function firstAnswers(asked: Asked, arm: Arm): Promise<FirstAnswers> {
  let first: Answer | undefined;
  for (let served = 0; ; served++) {
    const answer = await asked.ask(arm, arm.same);
    if (isRefusedForNow(answer))
      return { status: first?.status, served: asked.servedTo(arm.same), last: answer, refused: answer };
    first ??= answer;
    if (answer.status >= 500)
      throw new RetentionError(
        'target-unfit',
        `The target answers with server errors (${answer.status}): mend that first, or choose another endpoint.`,
      );
    const unfit = unfitAnswer(answer.status, asked.input.method, asked.input.path);
    if (unfit !== undefined) throw new RetentionError('target-unfit', unfit);
    if (answer.status !== first.status)
      throw new RetentionError(
        'target-unfit',
        `The same credential got ${first.status} and then ${answer.status}: choose an endpoint that answers alike.`,
      );
    if (served + 1 === FIRST_REQUESTS) return { status: first.status, served: FIRST_REQUESTS, last: answer };
  }
}

/**
 * Asks a stranger: one who is served, or starts a count of its own, shows that the limit belongs to each credential; one
 * who is refused where the first credential still may be served shows that strangers are.
 */
async function whoseLimit(
  asked: Asked,
  arm: Arm,
  { refused, served, last }: Pick<FirstAnswers, 'refused' | 'served' | 'last'>,
  stranger: Speaker,
  firstIsServed = false,
): Promise<Pick<Preflight, 'limit' | 'perCredential' | 'shut'>> {
  const { limitHeader } = asked.input;
  const told = readTold(last.limits, limitHeader);
  if (refused === undefined && told.line === '') return {};
  const answer = await asked.ask(arm, stranger);
  if (refused !== undefined) {
    if (!isRefusedForNow(answer)) return { perCredential: Math.max(1, served) };
    if (firstIsServed && !isRefusedForNow(await asked.ask(arm, arm.same))) return { shut: true };
    return { limit: await asked.shared(arm, refused) };
  }
  const remaining = readTold(answer.limits, limitHeader).remaining;
  const own =
    remaining !== undefined && told.remaining !== undefined && remaining > told.remaining + served / 2;
  return own
    ? { perCredential: told.limit ?? remaining + 1 }
    : { limit: toldLimit(readTold(answer.limits, limitHeader)) };
}

/** Asks and counts: what was sent, what was served, and since when. */
class Asked {
  readonly input: PreflightInput;
  requests = 0;
  /** Of the last answer that was no limit's. */
  lastStatus = 429;
  private served = 0;
  private readonly servedEach = new Map<Speaker, number>();
  private readonly since = performance.now() / 1_000;

  constructor(input: PreflightInput) {
    this.input = input;
  }

  async ask(arm: Arm, speaker: Speaker): Promise<Answer> {
    this.requests += 1;
    try {
      const answer = await this.input.loaderFor(arm, false).send(speaker);
      if (!isRefusedForNow(answer)) {
        this.count(speaker, 1);
        this.lastStatus = answer.status;
      }
      return answer;
    } catch (error) {
      if (error instanceof RetentionError) throw error;
      throw new RetentionError(
        'target-unreachable',
        `The target does not answer (${failureCode(error)}).`,
        error,
      );
    }
  }

  private count(speaker: Speaker, served: number): void {
    this.served += served;
    this.servedEach.set(speaker, this.servedTo(speaker) + served);
  }

  servedTo(speaker: Speaker): number {
    return this.servedEach.get(speaker) ?? 0;
  }

  async burst(
    arm: Arm,
    fresh: boolean,
    allowed: number,
    speakerAt: (index: number) => Speaker,
  ): Promise<Burst> {
    const connects = fresh ? arm.newConnection.fresh : arm.newConnection.same;
    const most = connects ? Math.min(BURST.connections, allowed) : allowed;
    const found = await burst(speakerAt, most, this.input.loaderFor(arm, fresh), this.input.signal);
    for (const [speaker, count] of found.servedTo) this.count(speaker, count);
    this.requests += found.served + (found.refused ? LIMITS.connections : 0);
    return found;
  }

  /** A limit that strangers meet too, found out from headers or by trying. */
  async shared(arm: Arm, answer: Answer): Promise<RateLimit> {
    const { leastPerSecond, limitHeader, signal } = this.input;
    return findLimit({
      answer,
      accepted: this.served,
      since: this.since,
      leastPerSecond,
      limitHeader,
      signal,
      ask: async () => this.ask(arm, (await arm.fresh(1))[0] ?? arm.same),
    });
  }
}
