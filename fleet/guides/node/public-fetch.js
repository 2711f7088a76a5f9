// region: public-only
import { lookup } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { Agent, fetch } from 'undici';

const isPublic = ({ address }) => ipaddr.process(address).range() === 'unicast';

/** Checks the address that is connected to: a second DNS answer cannot differ from the checked one. */
function publicLookup(host, options, done) {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error);
    if (!found.every(isPublic)) return done(new Error(`${host} has an address that is not public`));
    options.all ? done(null, found) : done(null, found[0].address, found[0].family);
  });
}

const agent = new Agent({ connect: { lookup: publicLookup, timeout: 3_000 }, maxResponseSize: 1_000_000 });

/** False for other schemes, ports and credentials, and for IP addresses, which are not looked up. */
export function mayBeFetched({ protocol, hostname, port, username }) {
  return (
    protocol === 'https:' &&
    port === '' &&
    username === '' &&
    !ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''))
  );
}

export function fetchPublic(url) {
  return fetch(url, { dispatcher: agent, redirect: 'error', signal: AbortSignal.timeout(5_000) });
}
// endregion

export function titleIn(html) {
  return /<title>([^<]{0,300})/i.exec(html.slice(0, 100_000))?.[1]?.trim() ?? '';
}
