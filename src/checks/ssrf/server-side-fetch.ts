import { randomBytes } from 'node:crypto';
import { openCallbackListener } from '../../http/callback-listener.ts';
import { inputs } from '../../places/inputs.ts';
import { confirmed, defineRule, untested } from '../rule.ts';
import { takesNoAddress } from './address-parameters.ts';

/** Long enough for a fetch in the background; the answer itself usually waits for it. */
const PATIENCE_MS = 400;

const onThisMachine = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);

/** The address as it is, and as filters of texts let it pass: loopback as one number, a known host as a user’s name. */
function spellings(ordinary: string): readonly ((url: string) => string)[] {
  const known = URL.canParse(ordinary) ? new URL(ordinary).host : '';
  return [
    (url) => url,
    (url) => url.replace('127.0.0.1', '2130706433'),
    ...(known === '' ? [] : [(url: string) => url.replace('//', `//${known}@`)]),
  ];
}

export const serverSideFetch = defineRule({
  id: 'server-side-fetch',
  title: 'The service fetches any address that a client names',
  severity: 'high',
  cwe: [918],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:L/SI:L/SA:N',
  meaning:
    'A client can make the service send requests from inside its own network: to databases, to cloud metadata, to everything behind the firewall.',
  fix: 'Allow only known hosts, refuse addresses that resolve to private networks, follow no redirects, and fetch through a proxy that enforces this.',
  needs: ['active'],
  inapplicable: ({ target }) =>
    onThisMachine(target.hostname)
      ? undefined
      : 'the target cannot reach the scanner’s own listener: only targets on this machine can',
  places: inputs,
  leaveOut: takesNoAddress,
  async judge(slot, { http }) {
    const listener = await openCallbackListener();
    try {
      for (const write of spellings(slot.ordinary)) {
        const [token, unsent] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
        const asked = await http.attempt(slot.with(write(listener.urlFor(token))));
        if (asked instanceof Error) return 'clean';
        if (!(await listener.received(token, PATIENCE_MS))) {
          // Who took the first spelling and fetched nothing needs no other.
          if (asked.response.status < 400) return 'clean';
          continue;
        }
        // Nobody else knows the listener: a token that was never sent must never arrive.
        if (await listener.received(unsent, 0)) return untested('the listener hears what was never sent');
        return confirmed(
          `${slot.name}: the service fetched a URL on the scanner’s own listener, with a token made for this one request.`,
          [asked, 'this request made the service send one to the listener'],
          [await http.once(slot.plain), 'the ordinary request sent none: the token was in no other request'],
        );
      }
      return 'clean';
    } finally {
      await listener.close();
    }
  },
});
