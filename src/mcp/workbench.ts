import type { Archive } from '../archive/archive.ts';
import { ScanError } from '../errors.ts';
import type { ReadSecret } from '../given/secret-values.ts';
import type { ProxySettings } from '../http/proxy.ts';
import type { Head } from '../journal/entry.ts';
import type { JournalStore } from '../journal/journal.ts';
import { parseTarget } from '../target.ts';
import type { Slot } from './slot.ts';

/** What all calls of one server share. */
export interface Workbench {
  /** The same folder that `middlebrick results` reads. */
  readonly archive: Archive;
  /** Where active scans note what they make: the folder that `middlebrick cleanup` reads. */
  readonly journal: (head: Head) => JournalStore;
  readonly secret: ReadSecret;
  readonly proxies: ProxySettings;
  /** Origins that may be sent requests; any where empty. */
  readonly targets: readonly string[];
  readonly slot: Slot;
  /** Where to say what went wrong with the server itself. */
  readonly log: (says: string) => void;
}

/** @throws ScanError for an address that the user did not open to scans */
export function checkPermitted({ targets }: Workbench, ...addresses: readonly string[]): void {
  if (targets.length === 0) return;
  for (const address of addresses) {
    const { origin } = parseTarget(address);
    if (targets.includes(origin)) continue;
    throw new ScanError(
      'invalid-option',
      `The user opened only ${targets.join(', ')} to this server (--target): ${origin} is sent nothing.`,
    );
  }
}
