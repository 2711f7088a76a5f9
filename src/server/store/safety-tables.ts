import type { Generated } from 'kysely';
import type { CredentialKind } from '../../given/stored-credentials.ts';
import type { Json, Timestamp } from './schema.ts';
import type { StoredSettings } from './settings.ts';

export interface SafetyTables {
  credentials: {
    id: string;
    name: string;
    kinds: Json<readonly CredentialKind[]>;
    /** By the vault: JSON of the credential. */
    sealed: string;
    version: Generated<number>;
    created_by: string | null;
    created_at: Timestamp;
    rotated_at: Date | null;
    last_used_at: Date | null;
  };
  api_access: {
    api_id: string;
    /** Where the credentials may go. */
    origin: string;
    /** Operations that each role may call. */
    roles: Json<Readonly<Record<string, readonly string[]>>>;
    version: Generated<number>;
    changed_at: Timestamp;
  };
  api_identities: {
    api_id: string;
    /** The first asks, the others are tested against him. */
    position: number;
    name: string;
    role: string | null;
    credential_id: string;
  };
  ownership: {
    origin: string;
    token: string;
    created_at: Timestamp;
    proven_at: Date | null;
    proven_by: 'dns' | 'file' | null;
    checked_at: Date | null;
    /** Why the last look found no proof. */
    problem: string | null;
  };
  settings: {
    id: Generated<number>;
    /** What differs from what is usual. */
    value: Json<StoredSettings>;
    version: Generated<number>;
    changed_at: Timestamp;
    purged_at: Date | null;
  };
}
