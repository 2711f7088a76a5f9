import type { Surface } from '../discovery/surface.ts';
import { speakAs } from '../identities/identity.ts';

/** Where prompts may go, as each identity writes it: a key in the query is part of the URL. */
export function promptUrls({ llmEndpoints, identities }: Surface): string[] {
  return llmEndpoints.flatMap(({ url }) =>
    identities.map((identity) => speakAs(identity, { method: 'POST', url, headers: [] }).url),
  );
}
