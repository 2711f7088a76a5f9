import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import net from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { createSubnets } from './address-guard.ts';
import { TransportFailure } from './transport-failure.ts';

export type { LookupFunction } from 'node:net';

/** Hosts inside the networks that the operator listed: his own. */
export interface ListedHosts {
  /** Whether every address of the host, without brackets, is a listed one. */
  isListed(host: string): Promise<boolean>;
}

/** @param except addresses that are public although they are listed, as a test may say of one of this machine */
export function createListedHosts(
  allow: readonly string[],
  resolve: LookupFunction = dns.lookup as LookupFunction,
  except: readonly string[] = [],
): ListedHosts {
  const [listed, others] = [createSubnets(allow), createSubnets(except)];
  return {
    async isListed(host) {
      const addresses = net.isIP(host) === 0 ? await addressesOf(host, resolve) : [host];
      return (
        addresses.length > 0 && addresses.every((address) => listed.has(address) && !others.has(address))
      );
    },
  };
}

/** None where it has none, or nobody says. */
function addressesOf(host: string, resolve: LookupFunction): Promise<string[]> {
  return new Promise((done) =>
    resolve(host, { all: true }, (error, answer) =>
      done(error || !Array.isArray(answer) ? [] : answer.map(({ address }) => address)),
    ),
  );
}

/**
 * The same guard, which also keeps this host where it was when somebody looked: its name may not come to mean a place
 * outside the listed networks.
 */
export function keptListed(guard: AddressGuard, host: string, allow: readonly string[]): AddressGuard {
  const listed = createSubnets(allow);
  const isOutside = (asked: string, address: string | undefined) =>
    asked.toLowerCase() === host.toLowerCase() && (address === undefined || !listed.has(address));
  const check = (asked: string, address: string | undefined) => {
    guard.check(asked, address);
    if (isOutside(asked, address))
      throw new TransportFailure(
        'blocked-address',
        `${asked} leads to ${address ?? 'nowhere known'} now, which is not in the networks that it was in before.`,
      );
  };
  const lookup: LookupFunction = (asked, options, done) =>
    guard.lookup(asked, options, (error, answer, family) => {
      if (error) return done(error, answer, family);
      try {
        for (const address of Array.isArray(answer) ? answer.map((one) => one.address) : [answer])
          check(asked, address);
      } catch (failure) {
        return done(failure as Error, '', 0);
      }
      done(null, answer, family);
    });
  return { reason: guard.reason, check, lookup };
}
