import { expect } from 'vitest';
import {
  byShape,
  exported,
  inAddress,
  madePublic,
  ofSandbox,
  settingsAlone,
  template,
} from '../../../lab/inventory-management/exposed-environment-file.ts';
import * as lab from '../../../lab/inventory-management/exposed-paths.ts';
import { exposedEnvironmentFile } from '../../../src/checks/inventory-management/exposed-environment-file.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedEnvironmentFile, {
  'fires on assignments': {
    lab: lab.files('/.env'),
    also: (findings) => expect(JSON.stringify(findings)).not.toContain('k7Jq2mVw9Xr4'),
    fires: { severity: 'critical', confidence: 'confirmed' },
  },
  'is critical for a password in an address': { lab: inAddress, fires: { severity: 'critical' } },
  'is critical for a key that is known by its shape': { lab: byShape, fires: { severity: 'critical' } },
  'is critical for a password in quotes behind export': { lab: exported, fires: { severity: 'critical' } },
  'is low for a key of a sandbox': { lab: ofSandbox, fires: { severity: 'low' } },
  'is low for settings without a credential': { lab: settingsAlone, fires: { severity: 'low' } },
  'is low for a template with placeholders': { lab: template, fires: { severity: 'low' } },
  'is low for what a build tool makes public': { lab: madePublic, fires: { severity: 'low' } },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where unknown paths answer 200': { lab: lab.softAbsent, fires: false },
  'silent on a catch-all that quotes it': { lab: lab.quoting, fires: false },
  'silent on refusals': { lab: lab.closed, fires: false },
  'silent on login redirects': { lab: lab.redirecting, fires: false },
  'silent on harmless content': { lab: lab.harmless, fires: false },
});
