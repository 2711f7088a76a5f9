import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Arm, Speaker } from './arms/arm.ts';
import type { ControlPool } from './control-pool.ts';
import type { RetentionEvent } from './events.ts';
import { looksClean } from './first-look.ts';
import { estimate } from './judge.ts';
import type { Loader } from './load/loader.ts';
import type { MemorySource } from './memory/memory-source.ts';
import { sendSlice } from './pace.ts';
import { LIMITS, type Plan, type PlannedPhase } from './plan.ts';
import type { Recorder } from './recorder.ts';
import { fitToGrowth } from './refit.ts';
import type { Safety } from './safety.ts';
import { checkVitals, startSampler } from './sampler.ts';
import { RUN_SECONDS, Schedule } from './schedule.ts';
import { quantile } from './statistics.ts';
import { StatusCounter } from './status-mix.ts';
import type { RetentionTrace, TraceCut } from './trace.ts';

/**
 * In idle phases one request on each connection this often: lazy caches expire only when somebody asks, and a server
 * that closed idle connections would make new ones, with memory of their own, at the start of the next phase.
 */
const NUDGE_SECONDS = 1;
/** Sampling faster than this buys nothing in a full run; a quick one has short phases. */
const SAMPLE_SECONDS = { full: 0.1, quick: 0.02, soak: 0.1 };
/** A longer run reads memory less often: its recording stays as small as this. */
const MOST_SAMPLES = 6_000;
/** Speakers made between two breaths, so that sampling goes on while keys are signed. */
const MADE_AT_ONCE = 50;

export interface Run {
  readonly plan: Plan;
  readonly arm: Arm;
  /** Who speaks in control phases. */
  readonly control: ControlPool;
  readonly loaders: { readonly same: Loader; readonly fresh: Loader };
  readonly source: MemorySource;
  readonly safety: Safety;
  readonly recorder: Recorder;
  readonly onEvent: (event: RetentionEvent) => void;
  /** When the last phase should be over; RUN_SECONDS where left out. */
  readonly seconds?: number | undefined;
}

/** Runs the plan phase by phase and returns the recording, whole or up to the reason that ended it. */
export async function drive(run: Run): Promise<RetentionTrace> {
  const { plan, safety, recorder, source } = run;
  const seconds = run.seconds ?? RUN_SECONDS;
  const every = Math.max(SAMPLE_SECONDS[plan.profile], source.leastSecondsBetween, seconds / MOST_SAMPLES);
  const schedule = new Schedule(plan.rate, every, seconds);
  const sampler = startSampler(source, recorder, safety, every, run.onEvent);
  let endedEarly = false;
  try {
    endedEarly = await runPhases(run, schedule, every);
  } finally {
    await sampler.stop();
  }
  if (schedule.cut)
    recorder.notes.push(
      `The target or this machine was slower than planned: ${recorder.identities.toLocaleString('en')} of ${plan.identities.toLocaleString('en')} planned identities were sent in the time there is.${plan.profile === 'soak' ? '' : ' --duration gives it more.'}`,
    );
  const grown = await source.grownPage?.(recorder.identities + run.control.size);
  if (grown) recorder.notes.push(grown.says);
  // The page read just now knows of a restart that readings between collections had no part in.
  await checkVitals(source, safety);
  return recorder.trace({
    ...(endedEarly && { endedEarly }),
    ...(safety.stopped && { stopped: { ...safety.stopped, at: recorder.now() } }),
    ...(grown && { signs: { growingSeries: grown.metric } }),
  });
}

/** True when a first look was enough. */
async function runPhases(run: Run, schedule: Schedule, every: number): Promise<boolean> {
  const { plan, safety, recorder } = run;
  let phases = plan.phases;
  for (let index = 0; index < phases.length; index++) {
    phases = [...phases.slice(0, index), ...schedule.fit(phases.slice(index), recorder.now())];
    const phase = phases[index];
    if (phase === undefined) break;
    run.onEvent({ kind: 'phase', phase: phase.name, arm: phase.arm, index, count: phases.length });
    await runPhase(run, phase, every, schedule);
    if (safety.stopped !== undefined) break;
    if (phase.name !== 'fl1' || plan.profile === 'soak') continue;
    if (looksClean(recorder.trace())) return true;
    phases = fitToGrowth(phases, recorder.trace(), recorder.notes);
  }
  const [extra] = plan.extraWave ? schedule.fit([plan.extraWave], recorder.now()) : [];
  if (extra !== undefined && wantsMore(run)) await runPhase(run, extra, every, schedule);
  return false;
}

function wantsMore({ plan, safety, source, recorder }: Run): boolean {
  if (plan.extraWave === undefined || safety.stopped !== undefined || source.memoryClass !== 'B')
    return false;
  return estimate(recorder.trace()).verdict === 'inconclusive';
}

async function runPhase(
  run: Run,
  phase: PlannedPhase,
  sampleSeconds: number,
  schedule: Schedule,
): Promise<void> {
  const { recorder, safety } = run;
  recorder.phase = phase.name;
  const start = recorder.now();
  const before = { requests: recorder.requests, identities: recorder.identities };
  const times: number[] = [];
  const statuses = new StatusCounter();
  const cuts: TraceCut[] = [];
  if (phase.arm === 'idle') cuts.push(await idle(run, phase, sampleSeconds, statuses));
  else {
    const stretched = phase.requests / (phase.leastSamples * sampleSeconds);
    const rate = Math.min(run.plan.rate, stretched);
    let from = 0;
    for (let slice = 0; slice < phase.slices && safety.stopped === undefined; slice++) {
      const count = schedule.nextSlice(phase, from, phase.slices - slice, recorder.now() - start);
      cuts.push(await runSlice(run, phase, { count, rate, times, statuses }));
      from += count;
    }
    schedule.finished(phase, recorder.now() - start, from);
  }
  if (safety.stopped !== undefined && phase.arm !== 'idle' && cuts.length < phase.slices) return;
  const p99 = times.length === 0 ? undefined : quantile(times, 0.99);
  if (phase.name === 'warm' && p99 !== undefined) safety.setWarmP99(p99);
  recorder.finish({
    name: phase.name,
    arm: phase.arm,
    start,
    end: recorder.now(),
    requests: [before.requests, recorder.requests],
    identities: [before.identities, recorder.identities],
    cuts,
    answers: statuses.mix,
    ...(p99 !== undefined && { p50Ms: quantile(times, 0.5), p99Ms: p99 }),
  });
}

interface SliceState {
  readonly count: number;
  readonly rate: number;
  readonly times: number[];
  readonly statuses: StatusCounter;
}

async function runSlice(
  run: Run,
  phase: PlannedPhase,
  { count, rate, times, statuses }: SliceState,
): Promise<TraceCut> {
  const { recorder, safety, control, loaders, source } = run;
  const fresh = phase.arm === 'fresh';
  // Made slice by slice: those of a whole wave would be most of what the probe takes.
  const speakers = fresh ? await makeSpeakers(run, count) : undefined;
  await checkVitals(source, safety);
  safety.beforeSlice(recorder.requests, recorder.identities, {
    requests: count,
    identities: fresh ? count : 0,
  });
  await sendSlice(
    {
      loader: fresh ? loaders.fresh : loaders.same,
      speaker: (index) => (fresh ? speakers?.[index] : control.next()),
      pool: fresh ? undefined : control,
      count,
      rate,
      control: !fresh,
      answered(ms, status) {
        recorder.requests += 1;
        statuses.add(status);
        if (fresh) recorder.identities += 1;
        times.push(ms);
      },
    },
    safety,
  );
  return recorder.cut(await held(run));
}

/** What is left after forced collections. */
async function held({ source, safety }: Run): Promise<number | undefined> {
  if (source.collect === undefined || safety.stopped !== undefined) return undefined;
  try {
    return await source.collect();
  } catch (error) {
    safety.halt(
      'source-lost',
      `the collection hook failed (${error instanceof Error ? error.message : error})`,
    );
    return undefined;
  }
}

/** Silence but for nudges, for the planned seconds and until enough samples are in. */
async function idle(
  run: Run,
  phase: PlannedPhase,
  sampleSeconds: number,
  statuses: StatusCounter,
): Promise<TraceCut> {
  const { recorder, safety, control, loaders, plan } = run;
  const until = recorder.now() + Math.max(phase.seconds, phase.leastSamples * sampleSeconds);
  const answered = (_ms: number, status: number) => {
    recorder.requests += 1;
    statuses.add(status);
  };
  while (recorder.now() < until && safety.stopped === undefined) {
    const started = recorder.now();
    const nudge = {
      loader: loaders.same,
      speaker: () => control.next(),
      pool: control,
      count: LIMITS.connections,
      rate: plan.rate,
    };
    await sendSlice({ ...nudge, control: true, answered }, safety);
    const pause = Math.min(until, started + NUDGE_SECONDS) - recorder.now();
    await sleep(Math.max(1, pause * 1_000));
  }
  return recorder.cut(await held(run));
}

/** All speakers of a slice; fewer when the run is stopped, which a supply that ends too soon does. */
async function makeSpeakers({ arm, safety }: Run, count: number): Promise<Speaker[]> {
  const speakers: Speaker[] = [];
  try {
    while (speakers.length < count && safety.stopped === undefined) {
      const more = await arm.fresh(Math.min(MADE_AT_ONCE, count - speakers.length));
      if (more.length === 0)
        safety.halt('no-credentials', `the credentials ran out: ${speakers.length} of ${count} for a slice`);
      speakers.push(...more);
      await breathe();
    }
  } catch (error) {
    safety.halt('no-credentials', error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
  }
  return speakers;
}
