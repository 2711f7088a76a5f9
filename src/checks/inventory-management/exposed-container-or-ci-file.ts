import { BUILD_FILES } from '../../material/exposed-paths-files.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

export const exposedContainerOrCiFile = defineRule({
  id: 'exposed-container-or-ci-file',
  title: 'Build or CI file exposed',
  aliases: ['Dockerfile', 'docker-compose', 'CI configuration', 'security misconfiguration'],
  severity: 'low',
  cwe: [538],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can look up known vulnerabilities of the components and versions in build and deployment files. These files also name other services.',
  remediation: 'Serve only the build output folder, not the project root.',
  places: knownPaths(BUILD_FILES),
  judge: judgePath,
});
