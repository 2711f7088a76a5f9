import { randomUUID } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '../given/regular-file.ts';
import type { RetentionResult } from '../retention/result.ts';
import { RetentionResultSchema } from '../retention/result.ts';
import { writeWhole } from './archive.ts';
import { KEPT, type Keeping, prune } from './prune.ts';

/** A run as lists show it, and how it is named. */
export interface KeptRun {
  readonly id: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly result: RetentionResult;
}

/** Past retention runs as files, one each, readable by their owner only; without their recordings. */
export interface RetentionArchive {
  save(result: RetentionResult, startedAt: Date): Promise<string>;
  /** Newest first. A file that cannot be read costs only itself, and is named. */
  runs(): Promise<{ readonly runs: readonly KeptRun[]; readonly damaged: readonly string[] }>;
  /** By its id, the beginning of it, or `last`. */
  named(name: string): Promise<KeptRun | undefined>;
}

export function openRetentionArchive(folder: string, keeping: Keeping = KEPT): RetentionArchive {
  const names = async () =>
    (await readdir(folder).catch(() => [] as string[]))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .reverse();
  const runs = async () => {
    const read = (await names()).map((name) => ({ name, run: runAt(folder, name) }));
    return {
      runs: read.flatMap(({ run }) => run ?? []),
      damaged: read.filter(({ run }) => run === undefined).map(({ name }) => name),
    };
  };
  return {
    runs,
    async save({ trace: _recording, ...result }, startedAt) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const id = randomUUID();
      const name = `${startedAt.toISOString().replace(/[:.]/g, '-')}_${id}.json`;
      await writeWhole(join(folder, name), `${JSON.stringify(result)}\n`);
      await prune(folder, await names(), [], keeping);
      return id;
    },
    async named(wanted) {
      return (await runs()).runs.find(({ id }) => wanted === 'last' || id.startsWith(wanted));
    },
  };
}

/** Names are `<time>_<id>.json`, with the colons and the point of the time as dashes. */
function runAt(folder: string, name: string): KeptRun | undefined {
  const [, day, time, id] = /^(\d{4}-\d\d-\d\d)T(\d\d-\d\d-\d\d)-\d{3}Z_([\w-]{36})\.json$/.exec(name) ?? [];
  if (day === undefined || time === undefined || id === undefined) return undefined;
  try {
    const result = RetentionResultSchema.parse(JSON.parse(readRegularFile(join(folder, name))));
    return { id, startedAt: `${day}T${time.replaceAll('-', ':')}Z`, result };
  } catch {
    return undefined;
  }
}
