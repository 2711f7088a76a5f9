import { expect } from 'vitest';
import * as lab from '../../../lab/inventory-management/exposed-paths.ts';
import { exposedDebugEndpoint } from '../../../src/checks/inventory-management/exposed-debug-endpoint.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedDebugEndpoint, {
  'is medium where a flag of the command line is a password': {
    lab: lab.variables('flag'),
    fires: { severity: 'medium', confidence: 'confirmed' },
    also: (findings) => expect(JSON.stringify(findings)).not.toContain('k7Jq2mVw9Xr4'),
  },
  'is medium where an address of the command line holds a password': {
    lab: lab.variables('address'),
    fires: { severity: 'medium', confidence: 'confirmed' },
    also: (findings) => expect(JSON.stringify(findings)).not.toContain('k7Jq2mVw9Xr4'),
  },
  'is information where expvar shows figures on a port of its own': {
    lab: lab.variables('plain'),
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where unknown paths answer 200': { lab: lab.softAbsent, fires: false },
  'silent on a catch-all that quotes it': { lab: lab.quoting, fires: false },
  'silent on refusals': { lab: lab.closed, fires: false },
  'silent on login redirects': { lab: lab.redirecting, fires: false },
  'silent on harmless content': { lab: lab.harmless, fires: false },
});
