import { ENVIRONMENT_FILES } from '../../material/exposed-paths-files.ts';
import { defineRule } from '../rule.ts';
import { probePaths } from './probe-paths.ts';

export const exposedEnvironmentFile = defineRule({
  id: 'exposed-environment-file',
  title: 'An environment file is public',
  severity: 'high',
  cwe: [538, 200, 522],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning: 'A file of settings with the service’s credentials can be downloaded by anybody.',
  fix: 'Move the file out of what is served, refuse paths with a leading dot, and change every credential that stands in it.',
  probe: (context) => probePaths(context, ENVIRONMENT_FILES),
});
