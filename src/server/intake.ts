import { sql } from 'kysely';
import { createLookedAgain } from '../compare/looked-again.ts';
import type { Digest } from './digest.ts';
import type { Packed } from './packed.ts';
import type { ApiRow } from './store/apis.ts';
import { lockApi } from './store/apis.ts';
import { addEvents } from './store/events.ts';
import { markFixed, seeEarlier, seeFindings, unseenIn } from './store/findings.ts';
import { noteFinished } from './store/finished-scans.ts';
import { storable, toJson } from './store/json.ts';
import { insertResult } from './store/results.ts';
import { insertRetentionRun } from './store/retention-runs.ts';
import { insertSummary } from './store/scan-summaries.ts';
import type { Queries } from './store/store.ts';

/**
 * Writes a result with all that follows from it, in the caller's transaction. False where the scan is not that worker's any
 * more, or has a result: then nothing is written.
 */
export async function takeIn(
  trx: Queries,
  scan: { readonly id: string; readonly api: string; readonly attempt: number },
  digest: Digest,
  packed: Packed,
  status: 'done' | 'cancelled' = 'done',
): Promise<boolean> {
  const api = await lockApi(trx, scan.api);
  if (api === undefined) return false;
  const row = await trx
    .updateTable('scans')
    .set({
      status,
      started_at: new Date(digest.startedAt),
      finished_at: sql<Date>`now()`,
      heartbeat_at: null,
      mode: digest.mode,
      grade: digest.grade,
      score: digest.score,
      label: storable(digest.label),
      coverage: digest.coverage,
      partial: digest.partial && storable(digest.partial),
      open: toJson(digest.open),
      requests: digest.requests,
      duration_ms: Math.round(digest.durationMs),
    })
    .where('id', '=', scan.id)
    .where('attempt', '=', scan.attempt)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await insertResult(trx, scan.id, packed);
  await insertSummary(trx, scan.id, digest);
  await live(trx, api, scan.id, digest, status);
  if (digest.retention) {
    const at = new Date(digest.startedAt);
    const run = { id: scan.id, api: api.id, scan: scan.id, at, result: digest.retention, by: null };
    await insertRetentionRun(trx, run);
  }
  await addEvents(trx, scan.id, [
    { type: status, data: { grade: digest.grade, score: digest.score, open: digest.open } },
  ]);
  return true;
}

/** The life of findings follows the newest scan; older results that come late only say how old a finding is. */
async function live(
  trx: Queries,
  api: ApiRow,
  scan: string,
  digest: Digest,
  status: 'done' | 'cancelled',
): Promise<void> {
  // A clock that was wrong must not keep all later scans from being the newest.
  const now = new Date();
  const said = new Date(digest.startedAt);
  const at = said > now ? now : said;
  const of = { api: api.id, scan, at };
  if (api.last_scan_at !== null && api.last_scan_at > at && api.last_scan_at <= now) {
    await seeEarlier(
      trx,
      digest.findings.map(({ fingerprint }) => fingerprint),
      of,
    );
    return;
  }
  await seeFindings(trx, digest.findings, of);
  const lookedAgain = createLookedAgain(digest.looked);
  const covered = new Set(digest.covered);
  const unseen = await unseenIn(trx, api.id, scan);
  const fixed = unseen.filter(
    ({ fingerprint, rule, check_id, locations }) =>
      !covered.has(fingerprint) && locations.every((place) => lookedAgain({ rule, check: check_id }, place)),
  );
  await markFixed(
    trx,
    fixed.map(({ id }) => id),
  );
  // Who cancels a scan knows that it says little.
  if (status === 'done') await noteFinished(trx, api.id, scan);
  await trx
    .updateTable('apis')
    .set({ last_scan_id: scan, last_scan_at: at, last_grade: digest.grade, last_score: digest.score })
    .where('id', '=', api.id)
    .execute();
}
