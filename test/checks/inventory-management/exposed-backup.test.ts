import * as lab from '../../../lab/inventory-management/exposed-paths.ts';
import { exposedBackup } from '../../../src/checks/inventory-management/exposed-backup.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedBackup, {
  'fires on a dump': { lab: lab.files('/backup.sql'), fires: { severity: 'high', confidence: 'confirmed' } },
  'fires on an archive': { lab: lab.files('/backup.zip'), fires: true },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where unknown paths answer 200': { lab: lab.softAbsent, fires: false },
  'silent on a catch-all that quotes it': { lab: lab.quoting, fires: false },
  'silent on refusals': { lab: lab.closed, fires: false },
  'silent on login redirects': { lab: lab.redirecting, fires: false },
  'silent on harmless content': { lab: lab.harmless, fires: false },
});
