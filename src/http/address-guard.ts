import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import net from 'node:net';
import { TransportFailure } from './transport-failure.ts';

/** Keeps a scanner that others can point at URLs away from the network that it runs in. */
export interface AddressGuard {
  /** Why this IP address must not be contacted; undefined when it may be. */
  reason(address: string): string | undefined;
  /** @throws TransportFailure blocked-address */
  check(host: string, address: string | undefined): void;
  /**
   * Resolves a name once and gives the connection exactly what was checked, so that a second, different
   * answer (DNS rebinding) is never asked for. One forbidden address among several forbids the name.
   */
  readonly lookup: LookupFunction;
}

/** IANA special-purpose registries (RFC 6890), and what clouds and carriers keep for themselves. */
const FORBIDDEN: readonly (readonly [subnet: string, kind: string])[] = [
  ['0.0.0.0/8', 'an unspecified'],
  ['10.0.0.0/8', 'a private'],
  ['100.64.0.0/10', 'a carrier-internal'],
  ['127.0.0.0/8', 'a loopback'],
  ['169.254.0.0/16', 'a link-local or cloud metadata'],
  ['172.16.0.0/12', 'a private'],
  ['192.0.0.0/24', 'a reserved'],
  ['192.0.2.0/24', 'a documentation'],
  ['192.88.99.0/24', 'a relay'],
  ['192.168.0.0/16', 'a private'],
  ['198.18.0.0/15', 'a benchmarking'],
  ['198.51.100.0/24', 'a documentation'],
  ['203.0.113.0/24', 'a documentation'],
  ['224.0.0.0/4', 'a multicast'],
  ['240.0.0.0/4', 'a reserved'],
  ['::/128', 'an unspecified'],
  ['::1/128', 'a loopback'],
  ['64:ff9b:1::/48', 'a translated private'],
  ['100::/64', 'a discard'],
  ['2001::/23', 'a reserved or tunnelled'],
  ['2001:db8::/32', 'a documentation'],
  ['3fff::/20', 'a documentation'],
  ['5f00::/16', 'a reserved'],
  ['fc00::/7', 'a private'],
  ['fe80::/10', 'a link-local'],
  ['fec0::/10', 'a site-local'],
  ['ff00::/8', 'a multicast'],
];

/** IPv6 prefixes that carry an IPv4 address, and at which 16-bit group it starts. */
const CARRIERS: readonly (readonly [subnet: string, firstGroup: number])[] = [
  ['::ffff:0:0/96', 6],
  ['::ffff:0:0:0/96', 6],
  ['::/96', 6],
  ['64:ff9b::/96', 6],
  ['2002::/16', 1],
];

const forbidden = FORBIDDEN.map(([subnet, kind]) => ({ list: listOf([subnet]), kind }));
const carriers = CARRIERS.map(([subnet, firstGroup]) => ({ list: listOf([subnet]), firstGroup }));

/** @param allow subnets or addresses that may be contacted all the same, such as `10.1.0.0/16` */
export function createAddressGuard(
  allow: readonly string[] = [],
  resolve: LookupFunction = dns.lookup as LookupFunction,
): AddressGuard {
  const allowed = createSubnets(allow);

  function reason(written: string): string | undefined {
    const address = written.replace(/^\[|\]$/g, '').replace(/%.*$/s, '');
    if (net.isIP(address) === 0) return 'not an IP';
    if (allowed.has(address)) return undefined;
    // The carried address decides first: BlockList also matches mapped ones, but not NAT64 and 6to4.
    const inner = carried(address);
    const kind = forbidden.find(({ list }) => has(list, address))?.kind;
    return kind ?? (inner === undefined ? undefined : reason(inner));
  }

  function check(host: string, address: string | undefined) {
    const why = address === undefined ? 'an unknown' : reason(address);
    if (why === undefined) return;
    throw new TransportFailure(
      'blocked-address',
      `${host} leads to ${address ?? 'nowhere known'}, ${why} address that this scanner may not contact.`,
    );
  }

  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, answer) => {
      if (error) return done(error, '', 0);
      const addresses = Array.isArray(answer) ? answer : [];
      try {
        for (const { address } of addresses) check(host, address);
      } catch (failure) {
        return done(failure as Error, '', 0);
      }
      const [first] = addresses;
      if (options.all) done(null, addresses);
      else done(null, first?.address ?? '', first?.family ?? 0);
    });
  };

  return { reason, check, lookup };
}

export interface Subnets {
  /** Of an IP address without brackets. */
  has(address: string): boolean;
}

/** @param subnets networks such as `10.1.0.0/16`, or addresses */
export function createSubnets(subnets: readonly string[]): Subnets {
  const list = listOf(subnets);
  return { has: (address) => net.isIP(address) !== 0 && has(list, address) };
}

function listOf(subnets: readonly string[]): net.BlockList {
  const list = new net.BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    const family = net.isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function has(list: net.BlockList, address: string): boolean {
  return list.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** The IPv4 address inside an IPv6 one, if it carries any. */
function carried(address: string): string | undefined {
  if (!net.isIPv6(address)) return undefined;
  const carrier = carriers.find(({ list }) => has(list, address));
  if (!carrier) return undefined;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(carrier.firstGroup, carrier.firstGroup + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** All eight 16-bit groups; WHATWG URL writes out dotted tails and shortest form. */
function groupsOf(address: string): number[] {
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = short.split('::');
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const before = parse(head);
  if (tail === undefined) return before;
  const after = parse(tail);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}
