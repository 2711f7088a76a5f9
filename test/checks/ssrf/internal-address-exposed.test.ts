import {
  asName,
  echoed,
  inField,
  inHeader,
  inLink,
  publicNames,
  script,
  versions,
} from '../../../lab/ssrf/internal-address-exposed.ts';
import { internalAddressExposed } from '../../../src/checks/ssrf/internal-address-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(internalAddressExposed, {
  'fires on a link': { lab: inLink, path: '/status', fires: { severity: 'low', at: ['GET /status'] } },
  'fires on a field': { lab: inField, path: '/status', fires: { severity: 'low', at: ['GET /status'] } },
  'fires on a header': { lab: inHeader, path: '/status', fires: { severity: 'low', at: ['GET /status'] } },
  'fires on a name': { lab: asName, path: '/status', fires: { severity: 'low', at: ['GET /status'] } },
  'silent on versions': { lab: versions, path: '/status', fires: false },
  'silent on public names': { lab: publicNames, path: '/status', fires: false },
  'silent on what the client sent and is': { lab: echoed, path: '/status', fires: false },
  'silent on property names': { lab: script, path: '/status', fires: false },
});
