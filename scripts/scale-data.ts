import { sql } from 'kysely';
import { SEVERITIES } from '../src/result.ts';
import { pack } from '../src/server/packed.ts';
import type { Queries } from '../src/server/store/store.ts';
import { exampleFinding, exampleResult } from '../test/report/example-result.ts';

export interface Amount {
  readonly apis: number;
  readonly findingsPerApi: number;
  /** One a day, up to today. */
  readonly scansPerApi: number;
  /** Whether every scan keeps its result; else the newest of each API. */
  readonly allResults: boolean;
}

/** APIs written by one statement. */
const AT_ONCE = 1_000;
const RULES = 259;

/** Some 8 kB as it is kept: a few findings with their proofs. */
export const SMALL_RESULT = () => resultOf('small', 12);

export function resultOf(id: string, findings: number) {
  return exampleResult('x', {
    id,
    findings: Array.from({ length: findings }, (_, at) =>
      exampleFinding(words(at), { fingerprint: at.toString(16).padStart(16, '0') }),
    ),
  });
}

/** Text that packs as proofs do, to a third. */
function words(seed: number): string {
  let state = seed + 1;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state.toString(36);
  };
  return Array.from({ length: 12 }, next).join(' ');
}

/** A history as a team would have it: made by the database itself, the same in every run. */
export async function generate(db: Queries, amount: Amount, says: (line: string) => void): Promise<void> {
  const { apis, findingsPerApi, scansPerApi, allResults } = amount;
  const packed = await pack(SMALL_RESULT());
  for (let from = 1; from <= apis; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE - 1, apis);
    await db.transaction().execute(async (trx) => {
      await sql`
        insert into apis (id, name, url, labels, created_at, last_scan_id, last_scan_at, last_grade, last_score)
        select md5('api' || a)::uuid::text, 'API ' || a, 'https://api-' || a || '.example.com/',
          jsonb_build_array('team-' || a % 40), now() - interval '1 year' + a * interval '1 second',
          md5('scan' || a || '-0')::uuid::text, now() - interval '1 hour', substr('ABCDF', 1 + a % 5, 1), 40 + (a * 7) % 60
        from generate_series(${from}::int, ${to}::int) a`.execute(trx);
      await sql`
        insert into scans (id, api_id, status, origin, source, mode, options, created_at, started_at, finished_at, attempt,
          grade, score, label, coverage, open, requests, duration_ms, error)
        select md5('scan' || a || '-' || d)::uuid::text, md5('api' || a)::uuid::text, state, 'https://api-' || a || '.example.com',
          'server', 'safe', '{"maxSeconds":600}', at, at, at + interval '40 seconds', 1,
          case when state = 'done' then substr('ABCDF', 1 + (a + d) % 5, 1) end,
          case when state = 'done' then 40 + (a * 7 + d * 3) % 60 end,
          case when state = 'done' then 'as seen without credentials' end, 0.9,
          case when state = 'done' then '{"critical":0,"high":2,"medium":5,"low":9,"info":4}'::jsonb end, 900, 40000, 'null'
        from generate_series(${from}::int, ${to}::int) a, generate_series(0, ${scansPerApi - 1}::int) d,
          lateral (select now() - d * interval '1 day' - a % 1440 * interval '1 minute' as at,
            case when d = 0 or (a + d) % 50 > 0 then 'done' when d % 3 = 0 then 'cancelled' else 'failed' end as state) s`.execute(
        trx,
      );
      await sql`
        insert into results (scan_id, bytes, body)
        select md5('scan' || a || '-' || d)::uuid::text, ${packed.bytes}, ${Buffer.from(packed.gzip)}::bytea
        from generate_series(${from}::int, ${to}::int) a, generate_series(0, ${allResults ? scansPerApi - 1 : 0}::int) d`.execute(
        trx,
      );
      await sql`
        insert into findings (id, api_id, fingerprint, rule, check_id, severity, rank, confidence, title, cvss, locations,
          state, until, reason, first_seen_scan, first_seen_at, last_seen_scan, last_seen_at)
        select md5('finding' || a || '-' || f)::uuid::text, md5('api' || a)::uuid::text, substr(md5('print' || f), 1, 16),
          'rule-' || (a + f * 13) % ${RULES}::int, 'check-' || f % 12, (${SEVERITIES as unknown as string[]}::text[])[rank + 1], rank, 'confirmed',
          'A title of the usual length for finding ' || f, 5.3,
          jsonb_build_array(jsonb_build_object('fingerprint', substr(md5('place' || f), 1, 16), 'operation', 'GET /users/{id}',
            'method', 'GET', 'url', 'https://api-' || a || '.example.com/users/7')),
          state, case when state = 'accepted' then case when f % 40 = 0 then '2020-01-01' else '2999-12-31' end end,
          case when state in ('accepted', 'false-positive') then 'decided by the team' end,
          md5('scan' || a || '-' || ${scansPerApi - 1}::int)::uuid::text, now() - interval '100 days',
          md5('scan' || a || '-0')::uuid::text, now() - interval '1 hour'
        from generate_series(${from}::int, ${to}::int) a, generate_series(1, ${findingsPerApi}::int) f,
          lateral (select case when (a + f) % 97 = 0 then 0 when f % 11 = 0 then 1 when f % 3 = 0 then 2 when f % 2 = 0 then 3
              else 4 end as rank,
            case f % 20 when 0 then 'accepted' when 1 then 'reopened' when 2 then 'false-positive' when 3 then 'open'
              when 4 then 'open' when 5 then 'open' else 'fixed' end as state) s`.execute(trx);
    });
    if (to % (AT_ONCE * 5) === 0 || to === apis) says(`${to} APIs`);
  }
}
