import type { Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type TrackedIssue = Selectable<Database['tracked_issues']>;
type Place = Pick<TrackedIssue, 'channel_id' | 'api_id' | 'key'>;

export async function issueOf(
  db: Queries,
  { channel_id, api_id, key }: Place,
): Promise<TrackedIssue | undefined> {
  return await db
    .selectFrom('tracked_issues')
    .selectAll()
    .where('channel_id', '=', channel_id)
    .where('api_id', '=', api_id)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function keepIssue(db: Queries, issue: TrackedIssue): Promise<void> {
  const { number, is_open, last_delivery_id } = issue;
  await db
    .insertInto('tracked_issues')
    .values(issue)
    .onConflict((conflict) =>
      conflict.columns(['channel_id', 'api_id', 'key']).doUpdateSet({ number, is_open, last_delivery_id }),
    )
    .execute();
}

/** Open issues of an API whose finding is fixed by now. */
export async function fixedIssues(
  db: Queries,
  api: string,
): Promise<{ readonly channel_id: string; readonly key: string; readonly title: string }[]> {
  return await db
    .selectFrom('tracked_issues')
    .innerJoin('findings', (join) =>
      join
        .onRef('findings.api_id', '=', 'tracked_issues.api_id')
        .onRef('findings.fingerprint', '=', 'tracked_issues.key'),
    )
    .select(['tracked_issues.channel_id', 'tracked_issues.key', 'findings.title'])
    .where('tracked_issues.api_id', '=', api)
    .where('tracked_issues.is_open', '=', true)
    .where('findings.state', '=', 'fixed')
    .execute();
}
