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
  meaning:
    'An archive, a dump or a database file lies where anybody can fetch it, with all the data that was in it.',
  fix: 'Remove the file, keep backups out of what is served, and treat the data in it as known.',
  places: knownPaths(BACKUPS),
  judge: judgePath,
});
