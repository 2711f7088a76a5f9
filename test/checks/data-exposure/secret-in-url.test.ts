import * as lab from '../../../lab/data-exposure/secret-in-url.ts';
import { secretInUrl } from '../../../src/checks/data-exposure/secret-in-url.ts';
import { testRule } from '../../rule-test.ts';

testRule(secretInUrl, {
  'fires on a link': {
    lab: lab.link,
    path: '/files',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires on a relative link': { lab: lab.relative, path: '/files', fires: true },
  'silent on signed links and cursors': { lab: lab.signed, path: '/files', fires: false },
  'silent on signed pictures and films': { lab: lab.media, path: '/files', fires: false },
  'silent on templates and prose': { lab: lab.template, path: '/files', fires: false },
  'silent on an echo': { lab: lab.echo, path: '/files?access_token=k7Jq2mVw9Xr4TzPb', fires: false },
});
