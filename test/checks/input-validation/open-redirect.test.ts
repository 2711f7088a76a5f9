import {
  anywhere,
  carriedAlong,
  ownPaths,
  slashChecked,
} from '../../../lab/input-validation/open-redirect.ts';
import { openRedirect } from '../../../src/checks/input-validation/open-redirect.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(openRedirect, {
  'fires on any address': {
    lab: anywhere,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /go'] },
  },
  'fires on an address without a scheme': {
    lab: slashChecked,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /go'] },
  },
  'silent on own paths': { lab: ownPaths, options: active, fires: false },
  'silent where the address is carried along': { lab: carriedAlong, options: active, fires: false },
  'skipped in safe mode': { lab: anywhere, fires: false, skipped: /--active/ },
});
