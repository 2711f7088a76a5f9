import { CONFIGURATIONS } from '../../material/exposed-paths-files.ts';
import { defineRule } from '../rule.ts';
import { probePaths } from './probe-paths.ts';

export const exposedConfiguration = defineRule({
  id: 'exposed-configuration',
  title: 'Configuration files can be downloaded',
  severity: 'high',
  cwe: [538, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning: 'A file of settings, often with credentials and internal addresses, can be read by anybody.',
  fix: 'Move it out of what is served, and change the credentials that stand in it.',
  probe: (context) => probePaths(context, CONFIGURATIONS),
});
