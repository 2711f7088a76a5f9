import * as lab from '../../../lab/data-exposure/cacheable-sensitive-answer.ts';
import { asUser } from '../../../lab/data-exposure/serving.ts';
import { cacheableSensitiveAnswer } from '../../../src/checks/data-exposure/cacheable-sensitive-answer.ts';
import { testRule } from '../../rule-test.ts';

testRule(cacheableSensitiveAnswer, {
  'fires on a guarded answer marked public': {
    lab: lab.shared,
    path: '/me',
    options: asUser,
    fires: { severity: 'low', confidence: 'confirmed' },
  },
  'fires on a session cookie': {
    lab: lab.cookie,
    path: '/me',
    fires: { severity: 'low', confidence: 'confirmed' },
  },
  'silent on private': { lab: lab.kept, path: '/me', options: asUser, fires: false },
  'silent on what everybody gets': { lab: lab.forAll, path: '/me', options: asUser, fires: false },
  'silent on a preference cookie': { lab: lab.preference, path: '/me', fires: false },
  'silent on no-store': { lab: lab.careful, path: '/me', fires: false },
});
