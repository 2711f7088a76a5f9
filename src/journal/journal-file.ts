import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Head, Line } from './entry.ts';
import type { Entry, JournalStore } from './journal.ts';

/** A journal of one scan, read back. */
export interface KeptJournal {
  readonly path: string;
  readonly head: Head;
  readonly entries: readonly Entry[];
}

/**
 * Appends to one file of its own, for its owner's eyes only: it holds the passwords of accounts that the scan made, or
 * nobody could remove them after a crash. Nothing is created before the first write of the scan.
 */
function journalFile(path: string, head: Head): JournalStore {
  return appending(path, false, async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    await file.appendFile(`${JSON.stringify(head)}\n`);
    return file;
  });
}

/** Goes on with a journal that another process left behind. */
export function reopenedJournal(path: string): JournalStore {
  return appending(path, true, () => open(path, 'a', 0o600));
}

function appending(path: string, exists: boolean, opened: () => Promise<FileHandle>): JournalStore {
  let isThere = exists;
  let file: Promise<FileHandle> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (step: () => Promise<void>) => {
    const next = last.then(step, step);
    last = next;
    return next;
  };
  return {
    begin: () =>
      inTurn(async () => {
        file ??= opened();
        await file;
        isThere = true;
      }),
    append: (line, { durable }) =>
      inTurn(async () => {
        file ??= opened();
        const handle = await file;
        isThere = true;
        await handle.appendFile(`${JSON.stringify(line)}\n`);
        if (durable) await handle.sync();
      }),
    end: ({ keep }) =>
      inTurn(async () => {
        await (await file)?.close();
        file = undefined;
        // Where nothing was written, not even the folder needs to be there.
        if (isThere && !keep) await rm(path, { force: true });
      }),
  };
}

/** Journals of scans in one folder, a file each. */
export function keptIn(folder: string): (head: Head) => JournalStore {
  return (head) => {
    const name = `${head.startedAt.replace(/[:.]/g, '-')}_${head.scan}.jsonl`;
    return journalFile(join(folder, name), head);
  };
}

/** Journals of scans that are running, or ended with something left, newest first. */
export async function keptJournals(folder: string): Promise<KeptJournal[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const kept: KeptJournal[] = [];
  for (const name of names
    .filter((each) => each.endsWith('.jsonl'))
    .sort()
    .reverse()) {
    const path = join(folder, name);
    const journal = await readFile(path, 'utf8').then(
      (text) => readJournal(path, text),
      () => undefined,
    );
    if (journal) kept.push(journal);
  }
  return kept;
}

export async function forget({ path }: KeptJournal): Promise<void> {
  await rm(path, { force: true });
}

/** Undefined for what is no journal. A last line that the end of the process cut off is left out. */
function readJournal(path: string, text: string): KeptJournal | undefined {
  const [head, ...lines] = text.split('\n').flatMap((line): unknown[] => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
  if (!isHead(head)) return undefined;
  const entries = new Map<number, Entry>();
  for (const line of lines as Line[]) {
    if ('intent' in line) {
      const tags = line.intent.tag === undefined ? [] : [line.intent.tag];
      const number = line.entry;
      const nothing = { candidates: [], proven: [], passwords: [], answered: false };
      entries.set(number, { number, intent: line.intent, state: 'about-to-send', tags, ...nothing });
      continue;
    }
    const known = entries.get(line.entry);
    if (!known) continue;
    const { candidates = [], proven = [], renamed, password, identity, known: byId } = line.learnt ?? {};
    entries.set(line.entry, {
      ...known,
      state: line.state,
      tags: [...new Set([...known.tags, ...(renamed === undefined ? [] : [renamed])])],
      candidates: [...new Set([...known.candidates, ...candidates])],
      proven: [...new Set([...known.proven, ...proven])],
      ...(byId ? { known: byId } : {}),
      passwords: [...known.passwords, ...(password === undefined ? [] : [password])],
      answered: known.answered || line.state === 'made',
      ...(identity === undefined ? {} : { identity }),
    });
  }
  return { path, head, entries: [...entries.values()] };
}

function isHead(value: unknown): value is Head {
  const head = value as Partial<Head> | undefined;
  return head?.version === 1 && typeof head.scan === 'string' && typeof head.target === 'string';
}
