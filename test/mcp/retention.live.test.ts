import { expect, test } from 'vitest';
import { startTarget } from '../retention/start-target.ts';
import { serveMcp, workbench } from './bench.ts';
import { connect } from './clients.ts';

test('a service that keeps a map of keys is called growing, with progress on the way', async ({ skip }) => {
  const target = await startTarget(process.execPath, ['--expose-gc', 'key-service.mjs', 'map']);
  const served = await serveMcp(workbench());
  const client = await connect('new', { url: served.url });
  const { origin, host } = new URL(target.url);
  const told: number[] = [];
  try {
    const { data, text, isError } = await client.call(
      'probe_retention',
      {
        url: target.url,
        consentHost: host,
        profile: 'quick',
        metrics: `${origin}/metrics`,
        collect: `${origin}/gc`,
      },
      { onprogress: ({ progress }) => told.push(progress) },
    );
    expect(isError, text).toBe(false);
    skip(data.stopped === true, 'this machine is too busy for a run within its time limit');
    expect(data).toMatchObject({ verdict: 'unbounded-growth', mode: 'memory', bytesPer: 'credential' });
    expect(data.bytes).toMatchObject({ low: expect.any(Number) });
    expect(text).toMatch(/^Memory grows with every new credential \(unbounded-growth\)/);
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  } finally {
    await client.close();
    await served.close();
    await target.stop();
  }
});
