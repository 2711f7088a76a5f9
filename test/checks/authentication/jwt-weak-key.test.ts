import { of512Bits, of1024Bits, of2048Bits } from '../../../lab/authentication/jwt-weak-key.ts';
import { jwtWeakKey } from '../../../src/checks/authentication/jwt-weak-key.ts';
import { testRule } from '../../rule-test.ts';

testRule(jwtWeakKey, {
  'fires on 1,024 bits': {
    lab: of1024Bits,
    path: '/guest',
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /guest'] },
  },
  'is critical where the key can be factored': {
    lab: of512Bits,
    path: '/guest',
    fires: { severity: 'critical' },
  },
  'silent on 2,048 bits': { lab: of2048Bits, path: '/guest', fires: false },
});
