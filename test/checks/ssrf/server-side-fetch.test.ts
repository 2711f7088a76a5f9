import { blind, showing, storing } from '../../../lab/ssrf/fetching.ts';
import { serverSideFetch } from '../../../src/checks/ssrf/server-side-fetch.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(serverSideFetch, {
  'fires where the address is fetched': {
    lab: showing,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'fires where nothing of it is shown': {
    lab: blind,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'silent where it is only stored': { lab: storing, options: active, fires: false },
  'skipped in safe mode': { lab: showing, fires: false, skipped: /--active/ },
});
