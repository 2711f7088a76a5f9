import { journalFolder } from '../archive/folder.ts';
import { ScanError } from '../errors.ts';
import { plain } from '../findings/plain.ts';
import { leftover } from '../journal/clean-up.ts';
import { type Entry, isOpen } from '../journal/journal.ts';
import { forget, type KeptJournal, keptJournals } from '../journal/journal-file.ts';
import { cleanUpAs } from './cleanup-session.ts';
import { untilInterrupted } from './interrupt.ts';
import { leftUndone } from './left-undone.ts';
import { print } from './outputs.ts';
import type { ScanFlags } from './scan-options.ts';
import { tell } from './terminal.ts';

export interface CleanupFlags extends Pick<ScanFlags, Who> {
  readonly list?: boolean;
  readonly forget?: boolean;
}

type Who =
  | 'header'
  | 'bearer'
  | 'basic'
  | 'apiKey'
  | 'cookie'
  | 'cert'
  | 'key'
  | 'passphrase'
  | 'login'
  | 'loginToken'
  | 'loginSend'
  | 'oauth'
  | 'authFile'
  | 'role'
  | 'other'
  | 'ca'
  | 'insecure'
  | 'config'
  | 'trustConfig';

/**
 * Removes what an active scan made and could not remove before it ended. Exit code 1: something is left; 0: nothing is.
 * @throws ScanError where there is no such journal, or its scan is still running
 */
export async function cleanupCommand(name: string | undefined, flags: CleanupFlags): Promise<number> {
  const kept: KeptJournal[] = [];
  for (const journal of await keptJournals(journalFolder(process.env))) {
    if (isRunning(journal) || journal.entries.some(isOpen)) kept.push(journal);
    // Its scan was killed before it made anything.
    else await forget(journal);
  }
  if (flags.list || name === undefined) {
    await print(kept.length === 0 ? 'No active scan left anything behind.\n' : kept.map(inWords).join(''));
    return 0;
  }
  const journal = name === 'last' ? kept[0] : kept.find(({ head }) => head.scan.startsWith(name));
  if (!journal)
    throw new ScanError(
      'invalid-option',
      `No scan ${name} left anything behind: see "middlebrick cleanup --list".`,
    );
  if (isRunning(journal))
    throw new ScanError(
      'invalid-option',
      `Scan ${shortId(journal)} is still running: it cleans up when it ends, Ctrl-C included.`,
    );
  if (flags.forget) {
    await forget(journal);
    return 0;
  }
  const { left, says } = await untilInterrupted(
    (signal) => cleanUpAs(journal, flags, signal),
    () => tell(leftUndone(journal.head.scan)),
  );
  for (const sentence of says) tell(sentence);
  const removed = journal.entries.filter(isOpen).length - left.length;
  await print(`${removed} removed, ${left.length} left at ${journal.head.target}\n`);
  for (const what of left) await print(`  left: ${plain(what)}\n`);
  return left.length === 0 ? 0 : 1;
}

function inWords(journal: KeptJournal): string {
  const open = journal.entries.filter(isOpen);
  const users = [...new Set(open.map(({ intent }) => intent.by))].filter(
    (by) => by !== 'anonymous' && !by.startsWith('registered-'),
  );
  const what = open.map((entry: Entry) => `  ${plain(leftover(entry))}\n`).join('');
  const needs = users.length > 0 ? `  made as ${users.join(', ')}: give the same credentials\n` : '';
  const running = isRunning(journal) ? ', still running' : '';
  return `${shortId(journal)}  ${journal.head.startedAt.slice(0, 16).replace('T', ' ')}  ${plain(journal.head.target)}${running}\n${what}${needs}`;
}

function shortId({ head }: KeptJournal): string {
  return head.scan.slice(0, 8);
}

function isRunning({ head }: KeptJournal): boolean {
  if (head.process === process.pid) return false;
  try {
    process.kill(head.process, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
