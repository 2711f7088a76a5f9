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
      description:
        'Anyone who sends invalid keys, tokens or certificates can fill the memory until the service is killed. Memory grows with each invalid credential and is not released.',
      remediation:
        'Store nothing for a credential before it is verified. Cache verified ones with a maximum size and a time to live.',
    },
    {
      id: 'memory-kept-per-connection',
      title: 'Memory leak per connection',
      aliases: ['memory leak', 'resource exhaustion', 'DoS', 'TLS session cache'],
      severity: 'high',
      cwe: [772, 770],
      cvss: HIGH,
      description:
        'Anyone who connects again and again can fill the memory until the service is killed. The state of a connection is kept after it is closed.',
      remediation:
        'Bind the state to the connection so that closing it frees the state, and limit caches of TLS sessions.',
    },
    {
      id: 'memory-kept-per-request',
      title: 'Memory leak per request',
      aliases: ['memory leak', 'resource exhaustion', 'DoS'],
      severity: 'high',
      cwe: [401],
      cvss: HIGH,
      description:
        'Ordinary traffic fills the memory until the service is killed. Memory grows with each request from any client and is not released.',
      remediation:
        'Look for logs, lists and background tasks that keep requests. Limit them, and pass only the needed values to tasks.',
    },
    {
      id: 'state-kept-for-unknown-credentials',
      title: 'State kept for unverified credentials',
      aliases: ['memory leak', 'resource exhaustion', 'rate limit store'],
      severity: 'medium',
      cwe: [770],
      cvss: LOW,
      description:
        'An attacker who sends many invalid credentials may fill the memory of the service. It still recognized them after thousands of others and some idle time; how much memory this takes cannot be seen from responses.',
      remediation:
        'Store nothing for a credential before it is verified, or limit what is stored by number and time. Measure it with a memory source.',
    },
    {
      id: 'cost-grows-with-credentials',
      title: 'Response time grows with the number of credentials',
      aliases: ['algorithmic complexity', 'linear search', 'DoS'],
      severity: 'medium',
      cwe: [407],
      cvss: LOW,
      description:
        'An attacker who sends enough credentials makes the service too slow for everyone. Response times grow with the number of credentials seen, which suggests a linear search.',
      remediation: 'Look up credentials with a hash index instead of a list, and limit how many are kept.',
    },
    {
      id: 'restart-during-probe',
      title: 'Service restart under bounded load',
      aliases: ['crash', 'out of memory', 'OOM', 'DoS'],
      severity: 'medium',
      cwe: [400],
      cvss: HIGH,
      severityReason: 'A restart may have another cause; the load was bounded and the service came back.',
      description:
        'One client can crash the service with few small requests. The process was replaced or ran out of memory while four connections sent small requests.',
      remediation:
        'Read why it ended (exit code, out-of-memory log), and limit what one client can make the service hold.',
    },
    {
      id: 'fail-closed-limiter',
      title: 'Full rate limiter locks out new clients',
      aliases: ['lockout', 'rate limit', 'DoS', 'denial of service'],
      severity: 'medium',
      cwe: [400],
      cvss: LOW,
      description:
        'An attacker who fills the store of the rate limiter locks out everyone else. When it is full, new credentials are rejected.',
      remediation:
        'Evict the oldest entry instead of rejecting new ones, and count unverified credentials by IP address.',
    },
  ],
};
