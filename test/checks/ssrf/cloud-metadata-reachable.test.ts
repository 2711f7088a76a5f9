import { cloudManual, inCloud, storing } from '../../../lab/ssrf/fetching.ts';
import { cloudMetadataReachable } from '../../../src/checks/ssrf/cloud-metadata-reachable.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(cloudMetadataReachable, {
  'fires where metadata come back': {
    lab: inCloud,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'silent where they are an example': { lab: cloudManual, options: active, fires: false },
  'silent where the address is only repeated': { lab: storing, options: active, fires: false },
  'skipped in safe mode': { lab: inCloud, fires: false, skipped: /--active/ },
});
