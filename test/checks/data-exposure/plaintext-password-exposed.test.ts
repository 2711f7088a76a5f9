import * as lab from '../../../lab/data-exposure/plaintext-password-exposed.ts';
import { plaintextPasswordExposed } from '../../../src/checks/data-exposure/plaintext-password-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(plaintextPasswordExposed, {
  'fires on a stored password': {
    lab: lab.stored,
    path: '/users',
    fires: { severity: 'critical', confidence: 'confirmed' },
  },
  'silent on labels': { lab: lab.labels, path: '/users', fires: false },
  'silent on messages': { lab: lab.messages, path: '/users', fires: false },
  'silent on masked ones and types': { lab: lab.maskedOnes, path: '/users', fires: false },
  'silent on hashes': { lab: lab.hashed, path: '/users', fires: false },
  'silent on policies': { lab: lab.rules, path: '/users', fires: false },
});
