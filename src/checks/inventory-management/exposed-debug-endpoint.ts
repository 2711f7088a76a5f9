import { DEBUG_ENDPOINTS } from '../../material/exposed-paths.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

export const exposedDebugEndpoint = defineRule({
  id: 'exposed-debug-endpoint',
  title: 'Debug and status pages are public',
  severity: 'medium',
  cwe: [489, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A page for developers answers anybody: profiles, requests, settings, in some cases a console that runs code.',
  fix: 'Build without debug pages for production, or bind them to an address that only operators reach.',
  places: knownPaths(DEBUG_ENDPOINTS),
  judge: judgePath,
});
