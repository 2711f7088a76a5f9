import * as lab from '../../../lab/data-exposure/internal-file-path-exposed.ts';
import { internalFilePathExposed } from '../../../src/checks/data-exposure/internal-file-path-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(internalFilePathExposed, {
  'fires on a Unix path': {
    lab: lab.unix,
    path: '/items',
    fires: { severity: 'low', confidence: 'confirmed' },
  },
  'fires on a Windows path': { lab: lab.windows, path: '/items', fires: true },
  'silent on URLs and routes': { lab: lab.urls, path: '/items', fires: false },
  'silent on the requested path': { lab: lab.requested, path: '/items', fires: false },
});
