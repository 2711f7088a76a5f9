import { randomUUID } from 'node:crypto';
import type { ApiRow } from '../store/apis.ts';
import { apiByUrl, apisAt, insertApi } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import type { Queries } from '../store/store.ts';
import { addressIn } from './apis.ts';
import { Problem } from './problem.ts';

/** The API of that address; made where there is none. Two uploads of a new API at once find one. */
export async function apiAt(trx: Queries, target: string, caller: string): Promise<ApiRow> {
  const { url } = addressIn(target);
  const known = await apiByUrl(trx, url);
  if (known) return known;
  const made = await insertApi(trx, {
    id: randomUUID(),
    name: url,
    url,
    spec_url: null,
    mode: 'safe',
    labels: '[]',
    owner: null,
  });
  if (made) {
    await note(trx, caller, 'api.create', made.id, { url });
    return made;
  }
  const others = await apiByUrl(trx, url);
  if (others) return others;
  throw new Problem(409, 'known-url', 'The API is being removed: send it again.');
}

/** The API that an endpoint belongs to: of those whose address it lies below, the nearest; else one of its origin. */
export async function apiAround(trx: Queries, endpoint: string, caller: string): Promise<ApiRow> {
  const { url, origin } = addressIn(endpoint);
  const folder = (address: string) => (address.endsWith('/') ? address : `${address}/`);
  const around = (await apisAt(trx, origin))
    .filter((api) => folder(url).startsWith(folder(api.url)))
    .sort((a, b) => b.url.length - a.url.length);
  return around[0] ?? (await apiAt(trx, origin, caller));
}
