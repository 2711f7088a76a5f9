import * as lab from '../../../lab/data-exposure/directory-listing.ts';
import { directoryListing } from '../../../src/checks/data-exposure/directory-listing.ts';
import { testRule } from '../../rule-test.ts';

testRule(directoryListing, {
  'fires on nginx': { lab: lab.nginx, fires: { severity: 'low', confidence: 'confirmed' } },
  'fires on Python': { lab: lab.python, fires: true },
  'fires on a documented folder that only browsers are shown as a listing': {
    lab: lab.express,
    fires: { severity: 'low', confidence: 'confirmed' },
  },
  'silent on a documented list of names': { lab: lab.nameList, fires: false, looked: '4 of 4 known paths' },
  'silent on a page': { lab: lab.page, fires: false },
  'silent on a catch-all': { lab: lab.catchAll, fires: false },
});
