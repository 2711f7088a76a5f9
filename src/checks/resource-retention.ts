import type { Check } from './rule.ts';

const NOTHING_BUT_AVAILABILITY = 'PR:N/UI:N/VC:N/VI:N';
const HIGH = `CVSS:4.0/AV:N/AC:L/AT:N/${NOTHING_BUT_AVAILABILITY}/VA:H/SC:N/SI:N/SA:N`;
const LOW = `CVSS:4.0/AV:N/AC:L/AT:N/${NOTHING_BUT_AVAILABILITY}/VA:L/SC:N/SI:N/SA:N`;

/**
 * The thirteenth check. Its rules neither inspect nor probe: the retention probe runs after all others, alone, and
 * `scanning/retention-runs.ts` tells from its result what became of each. Severities here are those of the usual case.
 */
export const resourceRetention: Check = {
  id: 'resource-retention',
  title: 'Memory leaks (resource retention)',
  owasp: 'API4:2023 Unrestricted Resource Consumption',
  purpose: 'Does memory grow with every credential, connection or request?',
  rules: [
    {
      id: 'memory-kept-per-credential',
      title: 'Memory leak per credential',
      aliases: ['memory leak', 'resource exhaustion', 'DoS', 'unbounded cache'],
      severity: 'high',
      cwe: [770, 401],
      cvss: HIGH,
      meaning:
        'Memory grows with each credential that was never issued and is not given back: whoever sends made-up keys, tokens or certificates fills the memory until the service is killed.',
      fix: 'Keep nothing for a credential before it is verified, and put what is kept for verified ones into a cache with both a capacity and a time to live.',
    },
    {
      id: 'memory-kept-per-connection',
      title: 'Memory leak per connection',
      aliases: ['memory leak', 'resource exhaustion', 'DoS', 'TLS session cache'],
      severity: 'high',
      cwe: [772, 770],
      cvss: HIGH,
      meaning:
        'State of a connection outlives it: whoever connects and leaves again and again fills the memory until the service is killed.',
      fix: 'Tie the state to the connection so that closing it frees the state, and bound caches of TLS sessions.',
    },
    {
      id: 'memory-kept-per-request',
      title: 'Memory leak per request',
      aliases: ['memory leak', 'resource exhaustion', 'DoS'],
      severity: 'high',
      cwe: [401],
      cvss: HIGH,
      meaning:
        'Memory grows with each request, whoever asks: ordinary traffic fills it until the service is killed.',
      fix: 'Look for logs, lists and background tasks that hold on to requests: bound them, and hand tasks only the values that they need.',
    },
    {
      id: 'state-kept-for-unknown-credentials',
      title: 'State kept for unverified credentials',
      aliases: ['memory leak', 'resource exhaustion', 'rate limit store'],
      severity: 'medium',
      cwe: [770],
      cvss: LOW,
      meaning:
        'The service still knew credentials that it never issued after thousands of others and some silence. No bound was seen; how much memory that takes answers cannot show.',
      fix: 'Keep nothing for a credential before it is verified, or bound what is kept in number and in time. Measure it with a memory source.',
    },
    {
      id: 'cost-grows-with-credentials',
      title: 'Response time grows with the number of credentials',
      aliases: ['algorithmic complexity', 'linear search', 'DoS'],
      severity: 'medium',
      cwe: [407],
      cvss: LOW,
      meaning:
        'Answers slow down with the number of credentials seen: something searches all of them, and whoever sends enough makes the service too slow for everybody.',
      fix: 'Look credentials up by a hash index instead of walking a list, and bound how many are kept.',
    },
    {
      id: 'restart-during-probe',
      title: 'Service restart under bounded load',
      aliases: ['crash', 'out of memory', 'OOM', 'DoS'],
      severity: 'medium',
      cwe: [400],
      cvss: HIGH,
      severityReason: 'A restart may have another cause; the load was bounded and the service came back.',
      meaning:
        'The process was replaced or killed for want of memory while four connections sent small requests: what one client can do by accident, an attacker can do all day.',
      fix: 'Read why it ended (exit code, out-of-memory log), and bound what one client can make the service hold.',
    },
    {
      id: 'fail-closed-limiter',
      title: 'Full rate limiter locks out new clients',
      aliases: ['lockout', 'rate limit', 'DoS', 'denial of service'],
      severity: 'medium',
      cwe: [400],
      cvss: LOW,
      meaning:
        'Once the bounded store of the limiter is full, credentials that it has not seen are refused: whoever fills it locks out everybody else.',
      fix: 'Evict the oldest entry instead of refusing new ones, and count unverified credentials by client address.',
    },
  ],
};
