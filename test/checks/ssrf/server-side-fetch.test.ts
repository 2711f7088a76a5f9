import {
  blind,
  byShortName,
  knowingOneBeginning,
  knowingOneHost,
  ownPictures,
  refusingOneSpelling,
  showing,
  storing,
} from '../../../lab/ssrf/fetching.ts';
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
  'fires on a parameter with a short name': {
    lab: byShortName,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /thumb'] },
  },
  'fires where loopback is refused in one spelling': {
    lab: refusingOneSpelling,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'fires where only the beginning is looked at': {
    lab: knowingOneBeginning,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /preview'] },
  },
  'silent where a host is known': {
    lab: knowingOneHost,
    options: active,
    fires: false,
    looked: '1 of 1 parameters',
  },
  'silent on a name of a file': {
    lab: ownPictures,
    options: active,
    fires: false,
    looked: '1 of 1 parameters',
  },
  'silent where it is only stored': { lab: storing, options: active, fires: false },
  'skipped in safe mode': { lab: showing, fires: false, skipped: /--active/ },
});
