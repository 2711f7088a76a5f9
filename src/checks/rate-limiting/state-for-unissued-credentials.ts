import { randomBytes } from 'node:crypto';
import type { Exchange } from '../../http/exchange.ts';
import { credentialSlots } from '../../places/credential-slots.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule, untested } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { remaining } from './limit-signs.ts';

/** Keys that were never issued. Five that start anew are no coincidence. */
const KEYS = 5;

export const stateForUnissuedCredentials = defineRule({
  id: 'state-for-unissued-credentials',
  title: 'State kept per unverified credential',
  aliases: ['memory leak', 'resource exhaustion', 'rate limit store'],
  severity: 'low',
  cwe: [770, 401],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'How much is stored was not measured; growing memory is a separate finding.',
  description:
    'An attacker who sends many invalid credentials may fill the memory. Each unverified credential gets its own counter, which continues at its next use, so the service stores something for each of them.',
  remediation:
    'Count unverified credentials by IP address, limit the number of counters, and let them expire.',
  places: readOperations,
  // Who counts requests stands in front of all operations.
  alike: 1,
  async judge({ request }, { surface, anonymous }) {
    const plain = await anonymous.once(request);
    const [slot] = credentialSlots(surface);
    if (remaining(plain) === undefined || !slot)
      return untested('responses do not contain the number of remaining requests');
    const pairs: { readonly fresh: Exchange; readonly again: Exchange }[] = [];
    for (let made = 0; made < KEYS; made += 1) {
      const keyed = withHeaders(request, slot.with(`mb-${randomBytes(12).toString('hex')}`));
      pairs.push({ fresh: await anonymous.send(keyed), again: await anonymous.send(keyed) });
    }
    const starts = new Set(pairs.map(({ fresh }) => remaining(fresh)));
    const goesOn = pairs.every(({ fresh, again }) => (remaining(fresh) ?? 0) - 1 === remaining(again));
    const [one, two] = pairs;
    if (starts.size !== 1 || !goesOn || !one || !two) return 'clean';
    return {
      confidence: 'likely',
      evidenceSummary: `${slot.name}: ${KEYS} invalid keys each had ${remaining(one.fresh)} requests left at first, and one less at their second use.`,
      proof: [
        { exchange: one.again, note: 'the second use of an invalid key continues its own count' },
        { exchange: two.fresh, note: 'another invalid key, later, starts a new count' },
      ],
      control: { exchange: one.fresh, note: 'the first use of the first key' },
    };
  },
});
