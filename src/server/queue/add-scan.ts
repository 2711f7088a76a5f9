import { randomUUID } from 'node:crypto';
import { parseTarget } from '../../target.ts';
import type { ApiRow } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import { addEvents } from '../store/events.ts';
import { toJson } from '../store/json.ts';
import { insertScan, type ScanRow, setJob } from '../store/scans.ts';
import type { ScanSettings } from '../store/schema.ts';
import type { Queries } from '../store/store.ts';
import type { ScanQueue } from './scan-queue.ts';

export interface WantedScan {
  readonly mode: 'safe' | 'active';
  readonly settings: ScanSettings;
  /** Id of the key. */
  readonly by: string | null;
  /** Id of the schedule that wants it. */
  readonly schedule?: string;
}

/** A scan that waits, with its job, its first event and a word in the audit log. */
export async function addScan(
  trx: Queries,
  queue: ScanQueue,
  api: Pick<ApiRow, 'id' | 'url'>,
  { mode, settings, by, schedule }: WantedScan,
): Promise<ScanRow> {
  const row = await insertScan(trx, {
    id: randomUUID(),
    api_id: api.id,
    status: 'queued',
    origin: parseTarget(api.url).origin,
    source: 'server',
    mode,
    options: toJson(settings),
    created_by: by,
    schedule_id: schedule ?? null,
  });
  if (row === undefined) throw new Error('A new id is in use.');
  await setJob(trx, row.id, await queue.add(trx, row.id, settings.maxSeconds));
  await addEvents(trx, row.id, [{ type: 'queued', ...(schedule ? { data: { schedule } } : {}) }]);
  await note(trx, schedule ? 'schedule' : (by ?? 'server'), 'scan.create', row.id, {
    api: api.id,
    mode,
    ...(schedule ? { schedule } : {}),
  });
  return row;
}
