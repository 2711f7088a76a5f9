import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { judgeTrace } from '../../src/retention/judge.ts';
import { planRun } from '../../src/retention/plan.ts';
import { Schedule } from '../../src/retention/schedule.ts';
import { MB, memory, runSmall, SMALL_PLAN, serve } from './loopback.ts';

vi.setConfig({ testTimeout: 60_000 });

const PLAN = planRun({
  arm: 'credential',
  profile: 'full',
  capacity: 10_000,
  credentialBytes: 2_048,
  mostIdentities: Number.POSITIVE_INFINITY,
});

test('on a quiet target nothing is cut', () => {
  const schedule = new Schedule(PLAN.rate, 0.1, 78);
  let now = 0;
  PLAN.phases.forEach((phase, index) => {
    expect(schedule.fit(PLAN.phases.slice(index), now)).toEqual(PLAN.phases.slice(index));
    const seconds = Math.max(phase.seconds, phase.requests / PLAN.rate, 1.2);
    schedule.finished(phase, seconds, phase.requests);
    now += seconds;
  });
  expect(schedule.cut).toBe(false);
  expect(now).toBeLessThan(45);
});

test('a target ten times slower gets fewer requests, and as much silence', () => {
  const schedule = new Schedule(PLAN.rate, 0.1, 78);
  let now = 0;
  let rest = PLAN.phases;
  const sent: Record<string, number> = {};
  while (rest.length > 0) {
    rest = schedule.fit(rest, now);
    const [phase, ...others] = rest;
    if (phase === undefined) break;
    const seconds = phase.arm === 'idle' ? phase.seconds : (10 * phase.requests) / PLAN.rate;
    schedule.finished(phase, seconds, phase.requests);
    now += seconds;
    sent[phase.name] = phase.requests || phase.seconds;
    rest = others;
  }
  expect(now).toBeLessThan(84);
  expect(sent).toMatchObject({ idle1: 7, idle2: 5 });
  // Later waves still outweigh the first, which decides nothing.
  expect(sent.w2).toBeGreaterThan(sent.w1 ?? 0);
  expect(sent.w3).toBe(sent.w2);
  expect(sent.w3).toBeLessThan(15_000);
  expect(schedule.cut).toBe(true);
});

test('a wave that falls behind is cut at its slices', () => {
  const schedule = new Schedule(1_000, 0.1, 78);
  const [wave] = PLAN.phases.filter(({ name }) => name === 'w2');
  if (wave === undefined) throw new Error('no wave');
  expect(schedule.nextSlice(wave, 0, 4, 0)).toBe(3_750);
  expect(schedule.nextSlice(wave, 3_750, 3, 3.75)).toBe(3_750);
  const next = schedule.nextSlice(wave, 3_750, 3, 10);
  expect(next).toBeGreaterThan(100);
  expect(next).toBeLessThan(1_000);
});

test('a run on a target that turns slow ends by plan, with every phase, and says what it left out', async () => {
  let count = 0;
  const served = await serve(async (_request, response) => {
    count += 1;
    if (count > 150) await sleep(60);
    response.end();
  });
  try {
    const trace = await runSmall(served.url, {
      source: memory(() => 50 * MB + count * 10_000),
      safety: { expectedStatus: 200 },
      seconds: 6,
    });
    expect(trace.stopped).toBeUndefined();
    expect(trace.phases.map(({ name }) => name)).toEqual(SMALL_PLAN.phases.map(({ name }) => name));
    expect(trace.samples.at(-1)?.identities).toBeLessThan(SMALL_PLAN.identities);
    expect(trace.samples.at(-1)?.at).toBeLessThan(12);
    expect(judgeTrace(trace).advice.join()).toMatch(
      /slower than planned: \d+ of 240 planned identities were sent/,
    );
  } finally {
    await served.close();
  }
});
