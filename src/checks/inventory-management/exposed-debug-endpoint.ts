import { credentialsInArguments } from '../../material/command-line.ts';
import { DEBUG_ENDPOINTS } from '../../material/exposed-paths.ts';
import { findSecrets } from '../../material/secrets.ts';
import { knownPaths } from '../../places/known-paths.ts';
import type { Severity } from '../../result.ts';
import { isPrivatePlace, READ_BY_COLLECTORS } from '../metrics-pages.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

/** `postgres://user:password@host`. */
const WITH_PASSWORD = /\/\/[^\s:/@"]{1,100}:[^\s@/"]{3,200}@/;

function holdsCredential(body: string): boolean {
  return credentialsInArguments(body).length > 0 || WITH_PASSWORD.test(body) || findSecrets(body).length > 0;
}

export const exposedDebugEndpoint = defineRule({
  id: 'exposed-debug-endpoint',
  title: 'Debug endpoint exposed',
  aliases: ['pprof', 'phpinfo', 'profiler', 'debug console', 'security misconfiguration'],
  severity: 'medium',
  cwe: [489, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read profiles, requests and settings on a developer page, and run code where it has a console.',
  remediation:
    'Build production without debug pages, or bind them to an address that only operators can reach.',
  places: knownPaths(DEBUG_ENDPOINTS),
  async judge(exposed, context) {
    const weigh = (body: string): Severity => {
      if (holdsCredential(body)) return exposed.severity;
      return isPrivatePlace(context.surface.target) ? 'info' : 'low';
    };
    const verdict = await judgePath(exposed, context, exposed.figures ? weigh : undefined);
    return typeof verdict === 'object' && 'severity' in verdict && verdict.severity === 'info'
      ? { ...verdict, severityReason: READ_BY_COLLECTORS }
      : verdict;
  },
});
