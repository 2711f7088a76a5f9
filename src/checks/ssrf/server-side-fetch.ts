import { randomBytes } from 'node:crypto';
import { openCallbackListener } from '../../http/callback-listener.ts';
import { defineRule } from '../rule.ts';
import { addressSlots } from './address-parameters.ts';

/** Long enough for a fetch in the background; the answer itself usually waits for it. */
const PATIENCE_MS = 400;

const onThisMachine = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);

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
  async *probe({ surface, http }) {
    if (!onThisMachine(surface.target.hostname)) {
      return {
        untested: 'the target cannot reach the scanner’s own listener: only targets on this machine can',
      };
    }
    const slots = addressSlots(surface);
    if (slots.length === 0) return { untested: 'no GET operation with a parameter that takes an address' };
    const listener = await openCallbackListener();
    try {
      for (const slot of slots) {
        const [token, unsent] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
        const asked = await http.attempt(slot.with(listener.urlFor(token)));
        if (asked instanceof Error || !(await listener.received(token, PATIENCE_MS))) continue;
        // Nobody else knows the listener: a token that was never sent must never arrive.
        if (await listener.received(unsent, 0)) continue;
        const plain = await http.once(slot.plain);
        yield {
          operation: slot.operation,
          confidence: 'confirmed',
          saw: `${slot.name}: the service fetched a URL on the scanner’s own listener, with a token made for this one request.`,
          proof: [{ exchange: asked, note: 'this request made the service send one to the listener' }],
          control: {
            exchange: plain,
            note: 'the ordinary request sent none: the token was in no other request',
          },
        };
      }
    } finally {
      await listener.close();
    }
    return;
  },
});
