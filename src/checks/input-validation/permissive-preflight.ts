import { header } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';
import { allowance, askedFrom, gainOf, STRANGER } from './allowed-origin.ts';

/** Preflights differ by operation less than answers do. */
const SAMPLE = 2;
/** A header that no API knows: allowing it means that any is allowed. */
const ODD_HEADER = 'x-mb-anything';

const listed = (value: string | undefined, wanted: string) =>
  (value ?? '').split(',').some((item) => item.trim().toLowerCase() === wanted.toLowerCase());

export const permissivePreflight = defineRule({
  id: 'permissive-preflight',
  title: 'CORS: permissive preflight for any origin',
  aliases: ['CORS misconfiguration', 'cross-origin resource sharing', 'CSRF', 'security misconfiguration'],
  severity: 'medium',
  cwe: [942, 352],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any page can change data in the name of a logged-in user. The preflight response allows any site to use DELETE, any header and credentials.',
  remediation:
    'Answer preflights from a fixed list of origins, methods and headers, and omit the CORS headers for all others.',
  places: readOperations,
  alike: SAMPLE,
  async judge({ request }, context) {
    const { http } = context;
    const preflight = (origin: string) =>
      http.send({
        method: 'OPTIONS',
        url: request.url,
        headers: [
          ['Origin', origin],
          ['Access-Control-Request-Method', 'DELETE'],
          ['Access-Control-Request-Headers', ODD_HEADER],
        ],
      });
    const asked = await preflight(STRANGER);
    const { headers } = asked.response;
    const { origin, credentials } = allowance(asked);
    if (origin !== STRANGER || !credentials) return 'clean';
    if (!listed(header(headers, 'access-control-allow-methods'), 'DELETE')) return 'clean';
    if (!listed(header(headers, 'access-control-allow-headers'), ODD_HEADER)) return 'clean';
    const other = await preflight('https://mb-other.example');
    // Two different origins, each named back: no list can hold both.
    if (allowance(other).origin !== 'https://mb-other.example') return 'clean';
    const answered = await askedFrom(STRANGER, http, request);
    // What the login is worth to a foreign page shows on a request that may be sent.
    const {
      severity,
      severityReason,
      confidence = 'confirmed',
    } = await gainOf(context, STRANGER, request, answered);
    return {
      ...(severity ? { severity } : {}),
      ...(severityReason ? { severityReason } : {}),
      confidence,
      evidenceSummary: `A preflight from ${STRANGER} was granted DELETE, the header ${ODD_HEADER} and credentials.`,
      proof: [
        { exchange: asked, note: 'origin, method, header and credentials are all allowed' },
        { exchange: other, note: 'a second untrusted origin gets the same' },
      ],
      control: {
        fact: 'the header name and both origins were generated for this request, so no allowlist can contain them',
      },
    };
  },
});
