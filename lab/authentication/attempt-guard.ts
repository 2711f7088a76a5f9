/** What a login does against guessing. */
export type Guard =
  /** Nothing. */
  | 'none'
  /** After five wrong passwords the account is locked, and says so. */
  | 'lockout'
  /** The account is locked, and the answer stays the same. */
  | 'silent-lockout'
  /** 429 after five from one address of the connection, whatever headers say. */
  | 'by-connection'
  /** 429 after five from one address as the client itself names it. */
  | 'by-named-address'
  /** Each wrong password makes the next answer slower. */
  | 'slower'
  /** Says how many attempts are left. */
  | 'counts-down';

interface Stop {
  readonly status: 401 | 423 | 429;
  readonly says: string;
  readonly headers?: readonly (readonly [string, string])[];
}

const MOST = 5;

/** Counts wrong passwords for one lab. */
export function attemptGuard(kind: Guard) {
  const counts = new Map<string, number>();
  const of = (email: string, address: string) =>
    ({ 'by-connection': 'peer', 'by-named-address': address })[kind as string] ?? email;
  const count = (name: string) => counts.get(name) ?? 0;
  return {
    async before(email: string, address: string): Promise<Stop | undefined> {
      const used = count(of(email, address));
      if (kind === 'slower') await new Promise((resolve) => setTimeout(resolve, used < 3 ? 0 : used * 400));
      if (used < MOST) return undefined;
      if (kind === 'lockout') return { status: 423, says: 'the account is locked for 15 minutes' };
      if (kind === 'silent-lockout') return { status: 401, says: 'wrong name or password' };
      const headers = [['Retry-After', '300']] as const;
      const isByAddress = kind === 'by-connection' || kind === 'by-named-address';
      return isByAddress ? { status: 429, says: 'too many attempts', headers } : undefined;
    },
    failed(email: string, address: string): void {
      const name = of(email, address);
      counts.set(name, count(name) + 1);
    },
    worked(email: string, address: string): void {
      counts.delete(of(email, address));
    },
    more: (email: string) => (kind === 'counts-down' ? { attemptsLeft: 50 - count(email) } : {}),
  };
}
