import { VERSION_CONTROL } from '../../material/exposed-paths-files.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

export const exposedVersionControl = defineRule({
  id: 'exposed-version-control',
  title: 'Git or other repository folder exposed',
  aliases: ['.git', '.svn', 'source code disclosure', 'security misconfiguration'],
  severity: 'high',
  cwe: [538, 527],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can restore the whole source code and its history, including deleted secrets. The repository files are served.',
  remediation:
    'Deploy only the build output, and deny every path with a leading dot at the web server. Treat every committed secret as leaked.',
  places: knownPaths(VERSION_CONTROL),
  judge: judgePath,
});
