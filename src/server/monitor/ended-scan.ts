import { compareResults } from '../../compare/diff.ts';
import type { Finding, ScanResult } from '../../result.ts';
import { unpack } from '../packed.ts';
import type { ApiRow } from '../store/apis.ts';
import { apiById } from '../store/apis.ts';
import type { FinishedScan } from '../store/finished-scans.ts';
import { lastGraded, newOnes } from '../store/finished-scans.ts';
import { resultOf } from '../store/results.ts';
import type { ScanRow } from '../store/scans.ts';
import { scanById } from '../store/scans.ts';
import type { Queries } from '../store/store.ts';

/** What alert rules judge: how a scan ended, and how that differs from the one before. */
export interface EndedScan {
  readonly scan: ScanRow;
  readonly api: ApiRow;
  readonly before: ScanRow | undefined;
  /** The last before it that had a grade. */
  readonly graded: ScanRow | undefined;
  /** Findings, or places of them, that were not there before and are not accepted: worst first. */
  readonly fresh: readonly Finding[];
  /** Of those, what the memory probe found. */
  readonly memory: readonly Finding[];
  readonly certificateExpires: Date | undefined;
}

/** Undefined where the scan or its API is gone by now. */
export async function readEnded(
  db: Queries,
  { api_id, scan_id, previous_scan_id }: FinishedScan,
): Promise<EndedScan | undefined> {
  const [api, scan] = [await apiById(db, api_id), await scanById(db, scan_id)];
  if (api === undefined || scan === undefined) return undefined;
  const before = previous_scan_id === null ? undefined : await scanById(db, previous_scan_id);
  const result = await read(db, scan.id);
  const fresh = result ? await freshIn(db, scan, result, before && (await read(db, before.id))) : [];
  const measured = new Set(result?.retention?.findings.map(({ id }): string => id));
  const { certificate } = result?.surface ?? {};
  return {
    scan,
    api,
    before,
    graded: await lastGraded(db, scan),
    fresh,
    memory: fresh.filter(({ rule }) => measured.has(rule) && KEEPS.test(rule)),
    certificateExpires: certificate && new Date(certificate.validTo),
  };
}

/** Of the findings of the probe, those that say that something is kept or grows. */
const KEEPS = /^(?:memory|state)-kept-|^cost-grows-/;

async function freshIn(
  db: Queries,
  scan: ScanRow,
  result: ScanResult,
  before: ScanResult | undefined,
): Promise<Finding[]> {
  const appeared = before ? compareResults(before, result).appeared : result.findings;
  const open = appeared.filter(({ suppressed }) => suppressed === undefined);
  const known = new Set(before?.findings.map(({ fingerprint }) => fingerprint));
  const isNew = await newOnes(
    db,
    scan,
    open.map(({ fingerprint }) => fingerprint),
  );
  // What the scan before did not look at may be an old friend: only its life says that it is new.
  return open.filter(({ fingerprint }) => known.has(fingerprint) || isNew.has(fingerprint));
}

async function read(db: Queries, scan: string): Promise<ScanResult | undefined> {
  const packed = await resultOf(db, scan);
  return packed && (await unpack(packed));
}
