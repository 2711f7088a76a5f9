import { BACKUPS } from '../../material/exposed-paths-files.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

export const exposedBackup = defineRule({
  id: 'exposed-backup',
  title: 'Backup or database file exposed',
  aliases: ['database dump', 'SQL dump', 'backup file', 'sensitive data exposure'],
  severity: 'high',
  cwe: [530, 538],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description: 'Anyone can download an archive, database dump or database file, with all its data.',
  remediation: 'Delete the file, keep backups out of the web root, and treat its data as leaked.',
  places: knownPaths(BACKUPS),
  judge: judgePath,
});
