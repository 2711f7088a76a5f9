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
  description:
    'Anyone can read the environment, memory or routes of the service, with passwords and keys. Spring Boot Actuator is accessible.',
  remediation:
    'Set management.endpoints.web.exposure.include to health only, and protect the rest with authentication or a separate port.',
  places: knownPaths(ACTUATORS),
  judge: judgePath,
});
