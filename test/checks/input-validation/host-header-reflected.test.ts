import {
  configured,
  echoService,
  forwarded,
  fromHost,
} from '../../../lab/input-validation/host-header-reflected.ts';
import { hostHeaderReflected } from '../../../src/checks/input-validation/host-header-reflected.ts';
import { testRule } from '../../rule-test.ts';

testRule(hostHeaderReflected, {
  'fires on a forwarded host': {
    lab: forwarded,
    path: '/me',
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires, milder, on Host': {
    lab: fromHost,
    path: '/me',
    fires: { severity: 'low', confidence: 'confirmed' },
  },
  'silent where the base URL is configured': { lab: configured, path: '/me', fires: false },
  'silent where headers are only listed': { lab: echoService, path: '/me', fires: false },
});
