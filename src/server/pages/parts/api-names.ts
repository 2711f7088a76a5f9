import { Problem } from '../../api/problem.ts';
import type { ApiView } from '../../api/views.ts';
import type { ApiClient } from '../api-client.ts';

/** Names of the APIs that a list speaks of; one that was removed meanwhile has none. */
export async function apiNames(
  client: ApiClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    [...new Set(ids)].map(async (id): Promise<[string, string][]> => {
      try {
        return [[id, (await client.get<ApiView>(`/apis/${encodeURIComponent(id)}`)).name]];
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 404) return [];
        throw problem;
      }
    }),
  );
  return new Map(found.flat());
}
