import { accepts } from '../checks/answers.ts';
import type { Leftover } from '../checks/rule.ts';
import type { Surface } from '../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../http/client.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';
import { isAnonymous } from '../identities/identity.ts';
import { removalOf } from '../identities/own-path.ts';
import { requestFor } from '../openapi/samples.ts';

interface Cleaning {
  readonly surface: Surface;
  readonly client: HttpClient;
  readonly leftovers: readonly Leftover[];
}

/** Where an account ends itself, without naming itself. */
const OWN_PLACE = /(?:^|\/)(?:me|profile|account|self)$/i;

/**
 * Removes what the scan made and nothing else: by the account itself, by what a rule made (it may have rights that the
 * account lacks), by the given credential. Who can remove others goes last. Returns what is left, for the user.
 */
export async function cleanUp({ surface, client, leftovers }: Cleaning): Promise<string[]> {
  const accounts = surface.registered.map((account): Leftover => {
    const voice = surface.identities.find((identity) => identity.account?.user === account.user);
    const what = `the account ${account.user}, registered by the scan`;
    return { what, removal: removalOf(account, surface), ...(voice ? { voice } : {}) };
  });
  const mute = leftovers.filter(({ voice }) => !voice);
  const speaking = leftovers.filter(({ voice }) => voice);
  const helpers = [...speaking.flatMap(({ voice }) => voice ?? []), ...given(surface)];
  const left: string[] = [];
  for (const { what, removal, voice } of [...accounts, ...mute, ...speaking]) {
    const isHelper = voice !== undefined && helpers.includes(voice);
    const others = helpers.filter((helper) => helper !== voice);
    const own = voice ? [voice] : [];
    const voices = isHelper ? [...others, ...own] : [...own, ...others];
    // What names nobody ends whoever sends it: nobody but the account itself may.
    const ending = accounts.some((account) => account.what === what) ? endings(surface) : [];
    const gone =
      (await removed(ending, own, { surface, client })) ||
      (await removed(removal, voices, { surface, client }));
    if (!gone) left.push(what);
  }
  return left;
}

function given({ identities }: Surface): Identity[] {
  return identities.filter((identity) => !isAnonymous(identity) && !identity.account).slice(0, 1);
}

function endings({ operations, spec }: Surface): RequestSpec[] {
  return operations
    .filter(({ method, path }) => method === 'DELETE' && OWN_PLACE.test(path) && !path.includes('{'))
    .map((operation) => requestFor(operation, spec, { overrides: { body: undefined } }));
}

async function removed(
  removal: readonly RequestSpec[],
  voices: readonly Identity[],
  { surface, client }: Pick<Cleaning, 'surface' | 'client'>,
): Promise<boolean> {
  for (const request of removal) {
    for (const voice of voices) {
      try {
        const answer = await client.as(voice).attempt(request);
        if (!(answer instanceof Error) && accepts(answer, surface)) return true;
      } catch (failure) {
        // Stopped, or the budget is used up: then the rest is left, and is said.
        if (failure instanceof TransportFailure) return false;
        throw failure;
      }
    }
  }
  return false;
}
