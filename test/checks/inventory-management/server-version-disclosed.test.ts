import * as lab from '../../../lab/inventory-management/server-version-disclosed.ts';
import { serverVersionDisclosed } from '../../../src/checks/inventory-management/server-version-disclosed.ts';
import { testRule } from '../../rule-test.ts';

testRule(serverVersionDisclosed, {
  'fires on versions': {
    lab: lab.versions,
    path: '/items',
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'silent on names': { lab: lab.names, path: '/items', fires: false },
});
