import type { Surface } from '../../discovery/surface.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { servesContent } from '../answers.ts';
import type { Reachable } from '../sampling.ts';
import { reachable } from '../sampling.ts';

/** Operations looked at for one that answers. */
const CANDIDATES = 4;

/** The first operation that answers, for limits that hold for the whole server: one operation shows them. */
export async function firstServed(
  surface: Surface,
  http: HttpClient,
): Promise<(Reachable & { readonly plain: Exchange }) | undefined> {
  for (const candidate of reachable(surface, CANDIDATES)) {
    const plain = await http.once(candidate.request);
    if (servesContent(plain, surface)) return { ...candidate, plain };
  }
  return undefined;
}
