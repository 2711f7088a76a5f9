import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Arm, Speaker } from '../arms/arm.ts';
import type { Answer, Loader } from '../load/loader.ts';
import { failureCode, outcomeOf, sendSlice } from '../pace.ts';
import type { Safety } from '../safety.ts';
import { StatusCounter } from '../status-mix.ts';

const MADE_AT_ONCE = 50;

/** Sends single questions one after another and floods at a pace; counts what was sent. */
export class Asker {
  requests = 0;
  identities = 0;
  readonly statuses = new StatusCounter();
  private readonly arm: Arm;
  private readonly loader: Loader;
  private readonly safety: Safety;
  private readonly leastMs: number;

  /** `perSecond` is set where a limit of the target has to be respected; else single questions follow one another at once. */
  constructor(arm: Arm, loader: Loader, safety: Safety, perSecond?: number) {
    this.leastMs = perSecond === undefined ? 0 : 1_000 / perSecond;
    this.arm = arm;
    this.loader = loader;
    this.safety = safety;
  }

  async fresh(count: number): Promise<Speaker[]> {
    const speakers: Speaker[] = [];
    while (speakers.length < count && this.safety.stopped === undefined) {
      const more = await this.arm.fresh(Math.min(MADE_AT_ONCE, count - speakers.length));
      if (more.length === 0) this.safety.halt('no-credentials', 'the credentials ran out');
      speakers.push(...more);
      await breathe();
    }
    this.identities += count;
    return speakers;
  }

  /** One request alone on the wire; undefined when the run has been stopped or no answer came. */
  async ask(speaker: Speaker): Promise<Answer | undefined> {
    while (this.safety.stopped === undefined) {
      const sentAt = performance.now() / 1_000;
      this.requests += 1;
      try {
        const answer = await this.loader.send(speaker);
        const outcome = outcomeOf(answer, sentAt, false);
        this.statuses.add(answer.status);
        this.safety.report(outcome);
        const wait = Math.max(this.leastMs - answer.ms, this.safety.pauseMs);
        if (wait > 1) await sleep(wait);
        if (outcome.kind !== 'refused') return answer;
      } catch (error) {
        this.safety.report({ kind: 'failure', code: failureCode(error) });
        return undefined;
      }
    }
    return undefined;
  }

  async askAll(speakers: readonly Speaker[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const speaker of speakers) {
      const answer = await this.ask(speaker);
      if (answer !== undefined) answers.push(answer);
    }
    return answers;
  }

  /** Never-seen credentials in slices of at most 500, each behind the safety rules. */
  async flood(count: number, rate: number): Promise<void> {
    for (let left = count; left > 0 && this.safety.stopped === undefined; left -= 500) {
      const size = Math.min(500, left);
      this.safety.beforeSlice(this.requests, this.identities, { requests: size, identities: size });
      const speakers = await this.fresh(size);
      const answered = (_ms: number, status: number) => {
        this.requests += 1;
        this.statuses.add(status);
      };
      await sendSlice(
        {
          loader: this.loader,
          speaker: (index) => speakers[index],
          count: size,
          rate,
          control: false,
          answered,
        },
        this.safety,
      );
    }
  }
}
