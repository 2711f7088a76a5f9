import * as lab from '../../../lab/inventory-management/exposed-paths.ts';
import { exposedConfiguration } from '../../../src/checks/inventory-management/exposed-configuration.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedConfiguration, {
  'fires on settings': {
    lab: lab.files('/appsettings.json'),
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where unknown paths answer 200': { lab: lab.softAbsent, fires: false },
  'silent on a catch-all that quotes it': { lab: lab.quoting, fires: false },
  'silent on refusals': { lab: lab.closed, fires: false },
  'silent on login redirects': { lab: lab.redirecting, fires: false },
  'silent on harmless content': { lab: lab.harmless, fires: false },
});
