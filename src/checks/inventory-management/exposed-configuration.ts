import { CONFIGURATIONS } from '../../material/exposed-paths-files.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

export const exposedConfiguration = defineRule({
  id: 'exposed-configuration',
  title: 'Configuration file exposed',
  aliases: ['config file', 'credentials in config', 'security misconfiguration', 'sensitive data exposure'],
  severity: 'high',
  cwe: [538, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description: 'Anyone can read a configuration file, which often holds credentials and internal addresses.',
  remediation: 'Move it out of the web root, and rotate the credentials in it.',
  places: knownPaths(CONFIGURATIONS),
  judge: judgePath,
});
