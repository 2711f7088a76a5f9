import type { Suppression } from '../../compare/suppressions.ts';
import type { StoredIdentity } from '../../given/stored-credentials.ts';
import type { Digest } from '../digest.ts';
import type { Packed } from '../packed.ts';
import type { NewEvent } from '../store/events.ts';
import type { ScanSettings } from '../store/schema.ts';

/** All that the process of a scan is told, in its first message. */
export interface ScanOrder {
  readonly id: string;
  readonly url: string;
  readonly specUrl: string | null;
  readonly mode: 'safe' | 'active';
  readonly settings: ScanSettings;
  readonly accepted: readonly Suppression[];
  /** With their credentials: this message is the only place where they leave the server. */
  readonly identities: readonly StoredIdentity[];
  /** Operations that each role may call. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Subnets that may be scanned although they are private. */
  readonly allow: readonly string[];
  /** A host that was in one of those subnets when somebody looked, and has to stay there: it is sent credentials, or changed. */
  readonly listedHost: string | null;
  /** Folder of the journals of active scans. */
  readonly journals: string;
}

/** What a worker says to the process of a scan. */
export type ToScan = { readonly type: 'scan'; readonly order: ScanOrder } | { readonly type: 'stop' };

/** What the process of a scan says; one of the last two ends it. */
export type FromScan =
  | { readonly type: 'event'; readonly event: NewEvent }
  | { readonly type: 'result'; readonly digest: Digest; readonly packed: Packed }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };
