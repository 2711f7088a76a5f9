import type { FindingView } from '../../api/views.ts';
import type { ApiClient } from '../api-client.ts';

const AT_ONCE = 200;

/** What the server knows of all findings of an API, by fingerprint: results know neither their ids nor their state. */
export async function allFindings(client: ApiClient, api: string): Promise<ReadonlyMap<string, FindingView>> {
  const found = new Map<string, FindingView>();
  let cursor: string | undefined;
  do {
    const { items, next } = await client.get<{ items: FindingView[]; next: string | null }>('/findings', {
      api,
      limit: AT_ONCE,
      cursor,
    });
    for (const finding of items) found.set(finding.fingerprint, finding);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
