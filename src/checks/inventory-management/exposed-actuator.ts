import { ACTUATORS } from '../../material/exposed-paths.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

export const exposedActuator = defineRule({
  id: 'exposed-actuator',
  title: 'Spring Boot Actuator endpoints exposed',
  aliases: ['actuator', 'heapdump', 'security misconfiguration'],
  severity: 'high',
  cwe: [489, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Anybody can read the service’s environment, memory or routes through Spring Boot’s actuator; environment and heap hold passwords and keys.',
  fix: 'Set management.endpoints.web.exposure.include to health alone, and put the rest behind a login or on a port of its own.',
  places: knownPaths(ACTUATORS),
  judge: judgePath,
});
