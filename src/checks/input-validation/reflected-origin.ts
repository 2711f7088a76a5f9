import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';
import { allowance, askedFrom, gainOf, STRANGER } from './allowed-origin.ts';

/** The header is often set for one part of an API: many parts are asked, by one request each. */
const ROUTERS = 24;

export const reflectedOrigin = defineRule({
  id: 'reflected-origin',
  title: 'CORS: arbitrary origin reflected with credentials',
  aliases: [
    'CORS misconfiguration',
    'cross-origin resource sharing',
    'Access-Control-Allow-Origin',
    'security misconfiguration',
  ],
  severity: 'high',
  cwe: [942, 346],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'A page on any site can read a logged-in user’s data. The service reflects any Origin in Access-Control-Allow-Origin and allows credentials.',
  remediation:
    'Compare the Origin header with a fixed list, and send Access-Control-Allow-Credentials only for origins on it.',
  places: readOperations,
  alike: ROUTERS,
  async judge({ request }, context) {
    const { http } = context;
    const asked = await askedFrom(STRANGER, http, request);
    const allowed = allowance(asked);
    if (allowed.origin !== STRANGER || !allowed.credentials) return 'clean';
    const control = await http.once(request);
    if (allowance(control).origin === STRANGER) return 'clean';
    const { proof, ...weighed } = await gainOf(context, STRANGER, request, asked);
    return {
      confidence: 'confirmed',
      ...weighed,
      evidenceSummary: `An Origin of ${STRANGER} was allowed, with credentials.`,
      proof: [
        { exchange: asked, note: 'Access-Control-Allow-Origin repeats the untrusted Origin' },
        ...proof,
      ],
      control: { exchange: control, note: 'without that Origin, the response does not allow it' },
    };
  },
});
