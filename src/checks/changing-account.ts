import { TransportFailure } from '../http/transport-failure.ts';
import type { Identity } from '../identities/identity.ts';
import type { OwnAccount } from '../identities/register.ts';
import type { ProbeContext } from './rule.ts';
import { ownAccountOf, sharedTrial } from './trial-account.ts';

/** An account of the scan's own with a session, which is changed for a moment and put back. */
export interface ChangingAccount {
  readonly identity: Identity;
  readonly own: OwnAccount;
  /** After the change is undone: sessions may have ended by it. */
  renew(): Promise<unknown>;
}

/** The account for trials; where no login is to be had any more, the last user that the scan registered at its start. */
export async function changingAccount(context: ProbeContext): Promise<ChangingAccount | undefined> {
  try {
    const trial = await sharedTrial(context);
    const session = await trial?.signIn();
    if (trial && session)
      return { identity: session.identity, own: ownAccountOf(trial), renew: () => trial.signIn() };
  } catch (failure) {
    if (!(failure instanceof TransportFailure && failure.code === 'rate-limited')) throw failure;
  }
  const { registered, identities } = context.surface;
  for (const own of registered.toReversed()) {
    const identity = identities.find(({ account }) => account?.user === own.user);
    if (identity) return { identity, own, renew: async () => undefined };
  }
  return undefined;
}
