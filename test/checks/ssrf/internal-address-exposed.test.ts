import {
  asName,
  echoed,
  inField,
  inHeader,
  inLink,
  kept,
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
  'fires on addresses that a scan does not send': { lab: kept, path: '/status', fires: true },
  'silent on addresses that an active scan leaves itself': {
    lab: kept,
    path: '/status',
    options: {
      mode: 'active',
      callback: { url: 'http://hooks.lab.internal:8088', address: '127.0.0.1', port: 0 },
    },
    fires: false,
  },
  'silent on versions': { lab: versions, path: '/status', fires: false },
  'silent on public names': { lab: publicNames, path: '/status', fires: false },
  'silent on what the client sent and is': { lab: echoed, path: '/status', fires: false },
  'silent on property names': { lab: script, path: '/status', fires: false },
});
