import { idIn, opens } from '../api/api-keys.ts';
import { ADMIN, accountById } from '../store/accounts.ts';
import { keyById, noteUse } from '../store/keys.ts';
import type { SessionOwner } from '../store/sessions.ts';
import { countAttempt, uncountAttempt } from '../store/sign-in-failures.ts';
import type { Store } from '../store/store.ts';
import { hashPassword, isPassword } from './password.ts';

/** Failures in a quarter of an hour, after which nobody is heard. */
const OF_ADDRESS = 10;
const OF_ACCOUNT = 50;

export interface SignIn {
  /** Whether there is a password to sign in with. */
  hasPassword(): Promise<boolean>;
  /** Whose session it is to be, or why there is none. */
  byPassword(password: string, address: string): Promise<SessionOwner | Refusal>;
  byKey(key: string, address: string): Promise<SessionOwner | Refusal>;
}

export interface Refusal {
  readonly refused: string;
  readonly retryAfterSeconds?: number;
}

export function createSignIn({ db }: Store): SignIn {
  let nobody: Promise<string> | undefined;

  async function limited(
    address: string,
    account: string,
    attempt: () => Promise<SessionOwner | undefined>,
    refused: string,
  ): Promise<SessionOwner | Refusal> {
    const most = { [`address ${address}`]: OF_ADDRESS, [`account ${account}`]: OF_ACCOUNT };
    const names = Object.keys(most);
    // Counted before it is known: attempts that run at the same time all count.
    const counted = await countAttempt(db, names);
    const over = counted.find(({ name, used }) => used > (most[name] ?? 0));
    const owner = over ? undefined : await attempt();
    // Whoever is not heard has not guessed.
    if (over || owner) await uncountAttempt(db, names);
    return over ? tooMany(over.resetSeconds) : (owner ?? { refused });
  }

  return {
    async hasPassword() {
      return typeof (await accountById(db, ADMIN))?.password === 'string';
    },
    byPassword: (password, address) =>
      limited(
        address,
        ADMIN,
        async () => {
          const account = await accountById(db, ADMIN);
          // An answer takes its time, whether there is a password or not.
          nobody ??= hashPassword('');
          const holds = await isPassword(password, account?.password ?? (await nobody));
          return holds && account?.password ? { account: ADMIN } : undefined;
        },
        'The password is not right.',
      ),
    byKey: (given, address) =>
      limited(
        address,
        idIn(given) ?? 'no key',
        async () => {
          const id = idIn(given);
          const key = id === undefined ? undefined : await keyById(db, id);
          if (key === undefined || !opens(given, key) || key.revoked_at !== null) return undefined;
          await noteUse(db, key);
          return { key: key.id };
        },
        'The API key is not known here, or has been revoked.',
      ),
  };
}

function tooMany(resetSeconds: number): Refusal {
  const minutes = Math.ceil(resetSeconds / 60);
  return {
    refused: `Too many attempts failed. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    retryAfterSeconds: resetSeconds,
  };
}
