import { byExample, byFormat, byName, noAddress, redirect } from '../../../lab/ssrf/url-parameter.ts';
import { urlParameter } from '../../../src/checks/ssrf/url-parameter.ts';
import { testRule } from '../../rule-test.ts';

testRule(urlParameter, {
  'fires on a format': {
    lab: byFormat,
    fires: { severity: 'info', confidence: 'tentative', at: ['GET /preview'] },
  },
  'fires on a name': {
    lab: byName,
    fires: { severity: 'info', confidence: 'tentative', at: ['GET /preview'] },
  },
  'fires on an example': {
    lab: byExample,
    fires: { severity: 'info', confidence: 'tentative', at: ['GET /preview'] },
  },
  'silent on a name that only resembles': { lab: noAddress, fires: false },
  'silent on an address for the browser': { lab: redirect, fires: false },
});
