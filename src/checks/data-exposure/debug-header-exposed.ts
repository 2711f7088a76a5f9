import { disclosed } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

/** Written by profilers and debug modes; none of them helps a client. */
const DEBUG_HEADER =
  /^(?:x-debug(?:-(?!id$)[\w-]+)?|x-symfony-[\w-]+|x-runtime|x-sql-quer(?:y|ies)[\w-]*|x-(?:db-)?query-(?:count|time)|x-rack-[\w-]+|x-meta-request-version|x-miniprofiler-ids|x-clockwork-[\w-]+|x-sourcefiles|x-backend-server|x-php-[\w-]+|x-laravel-[\w-]+|x-trace-file|x-exception(?:-[\w-]+)?)$/i;

export const debugHeaderExposed = defineRule({
  id: 'debug-header-exposed',
  title: 'Debug headers in response',
  aliases: ['X-Debug-Token', 'profiler headers', 'information disclosure', 'security misconfiguration'],
  severity: 'info',
  cwe: [200, 489],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read timings, queries or host names of the service in profiler and debug headers. They also show that a debug tool is installed in production.',
  remediation: 'Remove the profiler from production, or remove these headers at the proxy.',
  *inspect(exchange, surface) {
    for (const [name, value] of exchange.response.headers) {
      if (!DEBUG_HEADER.test(name) || value === '') continue;
      yield disclosed(exchange, surface, {
        evidenceSummary: `${name} in the response.`,
        note: `${name}: ${value.slice(0, 80)}`,
        values: [],
        cause: name.toLowerCase(),
        toIdentity: 'info',
      });
    }
  },
});
