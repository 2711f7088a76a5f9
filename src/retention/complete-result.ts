import { makeArm } from './arms/make-arm.ts';
import type { Supply } from './credentials/supply.ts';
import { judgeTrace } from './judge.ts';
import type { Loader } from './load/loader.ts';
import type { MemorySource } from './memory/memory-source.ts';
import type { CheckedOptions } from './options.ts';
import type { RetentionResult } from './result.ts';
import { type Signs, signsIn } from './signs.ts';
import type { RetentionTrace } from './trace.ts';

/** Fresh credentials that are asked once more, for what their answers give away. */
const ASKED = 3;

interface Asked {
  readonly options: CheckedOptions;
  readonly supply: Supply;
  readonly source: MemorySource;
  /** Keeps its connections. */
  readonly loader: Loader;
}

/**
 * Adds to a run what turns bytes into an answer: the memory that there is, the traffic that the user states, and, where
 * memory grows, signs of what it grows in.
 */
export async function completed(result: RetentionResult, asked: Asked): Promise<RetentionResult> {
  if (result.trace === undefined) return result;
  const grows = result.findings.some(({ id }) => id.startsWith('memory-kept-per-'));
  const signs = grows && result.stopped?.code !== 'aborted' ? await signsOf(asked, result) : undefined;
  return judgeTrace({
    ...result.trace,
    ...(await capacityOf(asked.options, asked.source)),
    ...(signs && { signs: { ...signs, ...result.trace.signs } }),
  });
}

async function signsOf(
  { options, supply, loader }: Asked,
  { credentialBytes }: RetentionResult,
): Promise<Signs> {
  // What a connection, a handshake or a body leaves behind shows in no answer.
  if (options.arm !== 'credential' && options.arm !== 'jwt') return {};
  const sentIn = options.arm === 'credential' ? { sentIn: options.place.in } : {};
  try {
    const arm = await makeArm(options, supply, credentialBytes);
    return { ...sentIn, ...(await signsIn(await arm.fresh(ASKED), loader.send)) };
  } catch {
    // The verdict stands without them.
    return sentIn;
  }
}

/** The limit that the user states goes before that of the container, which may be a share of a machine's. */
export async function capacityOf(
  { memoryLimitBytes, newPerHour }: Pick<CheckedOptions, 'memoryLimitBytes' | 'newPerHour'>,
  source?: MemorySource,
): Promise<Pick<RetentionTrace, 'memoryLimit' | 'newPerHour'>> {
  const vitals = await source?.vitals?.().catch(() => undefined);
  const memoryLimit =
    memoryLimitBytes !== undefined
      ? { bytes: memoryLimitBytes, from: 'given' as const }
      : vitals?.limitBytes !== undefined
        ? { bytes: vitals.limitBytes, from: 'container' as const }
        : undefined;
  return { ...(memoryLimit && { memoryLimit }), ...(newPerHour !== undefined && { newPerHour }) };
}
