import { getDomain } from 'tldts';

/** Whether two hosts are of one registrable domain (publicsuffix.org). Addresses and `localhost` have none: they must be equal. */
export function sameSite(host: string, other: string): boolean {
  return (getDomain(host) ?? host) === (getDomain(other) ?? other);
}
