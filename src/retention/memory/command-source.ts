import { RetentionError } from '../errors.ts';
import type { Runtime } from '../vocabulary.ts';
import { bytesIn, runCommand } from './command.ts';
import { fetchText } from './fetch-text.ts';
import { classOfResident, type MemorySource } from './memory-source.ts';

/** Resident memory that a command of the user prints, in bytes. */
export async function commandSource(command: string, runtime: Runtime = 'unknown'): Promise<MemorySource> {
  const bytesNow = async () => {
    const text = await runCommand(command, 'memory-source-unreadable');
    const bytes = bytesIn(text);
    if (bytes === undefined)
      throw new RetentionError(
        'memory-source-unreadable',
        `The command \`${command}\` did not print a number of bytes.`,
      );
    return bytes;
  };
  await bytesNow();
  return {
    name: `command ${command}`,
    runtime,
    memoryClass: classOfResident(runtime),
    leastSecondsBetween: 0.1,
    async read() {
      return { at: performance.now() / 1_000, bytes: await bytesNow() };
    },
  };
}

/**
 * Adds a hook that forces a collection, which lifts a lazy runtime to class C. What is held is the number in the
 * hook's own answer, else the heap that the source reads right after. Resident memory of a lazy collector does not
 * fall after a collection, so a hook without a heap figure is refused with `memory-source-unreadable`.
 */
export async function withCollectionHook(source: MemorySource, hook: string): Promise<MemorySource> {
  const call = /^https?:\/\//.test(hook)
    ? () => fetchText(new URL(hook))
    : () => runCommand(hook, 'memory-source-unreadable');
  const collect = async () => bytesIn(await call()) ?? (await source.read()).bytes;
  const speaks = bytesIn(await call()) !== undefined;
  if (!speaks && source.memoryClass === 'D')
    throw new RetentionError(
      'memory-source-unreadable',
      'The collection hook prints no heap size and no metrics address gives one: add --metrics, or let the hook print bytes.',
    );
  return { ...source, name: `${source.name}, collections by ${hook}`, memoryClass: 'C', collect };
}
