import type { RetentionOptions } from '../../src/retention/options.ts';
import { probeRetention } from '../../src/retention/probe.ts';
import type { RetentionResult } from '../../src/retention/result.ts';
import { startTarget } from './start-target.ts';

/** A machine that is ten times slower than usual is no verdict about a service. */
export const BUSY = 'this machine is too busy: a safety rule on time ended the run';
export const outOfTime = ({ stopped }: RetentionResult) => ['time-cap', 'slow'].includes(stopped?.code ?? '');

/** A quick run on a service of `targets/` in Node, its heap read after forced collections. */
export async function quickProbe(
  args: readonly string[],
  options: Partial<RetentionOptions>,
  secure = false,
): Promise<RetentionResult> {
  const target = await startTarget(process.execPath, ['--expose-gc', ...args], secure);
  try {
    return await probeRetention({
      url: target.url,
      consentHost: '127.0.0.1',
      profile: 'quick',
      verify: false,
      memory: { metrics: `${target.observeUrl}/metrics`, collect: `${target.observeUrl}/gc` },
      ...options,
    });
  } finally {
    await target.stop();
  }
}
