import type { HttpClient } from '../http/client.ts';
import { readBack } from '../journal/own-thing.ts';
import { selfPlaces } from '../journal/recipe.ts';
import type { Operation } from '../openapi/operation.ts';
import type { OwnAccount, Registered } from './register.ts';

/**
 * The accounts with the addresses of themselves among operations that were found after they were registered, each read
 * back. The journal does not need them: they remove nothing that the others do not.
 */
export async function withFurtherPlaces(
  { accounts, identities }: Registered,
  operations: readonly Operation[],
  client: HttpClient,
): Promise<Registered> {
  const further = selfPlaces({ operations });
  if (further.length === 0) return { accounts, identities };
  const known: OwnAccount[] = [];
  for (const account of accounts) {
    const identity = identities.find((one) => one.account?.user === account.user);
    const recipe = { ...account.recipe, self: [...account.recipe.self, ...further] };
    const places = [...account.places];
    for (const self of identity ? further : []) {
      const reader = identity ? client.as(identity) : client;
      if (await readBack(reader, { self }, account.entry, recipe)) places.push({ self });
    }
    known.push({ ...account, recipe, places });
  }
  const ofUser = (user: string | undefined) => known.find((account) => account.user === user);
  return {
    accounts: known,
    identities: identities.map((identity) => {
      const account = ofUser(identity.account?.user);
      return account ? { ...identity, account } : identity;
    }),
  };
}
