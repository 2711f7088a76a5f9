import { openDelete, sound } from '../../../lab/authentication/documents.ts';
import { unsecuredSibling } from '../../../src/checks/authentication/unsecured-sibling.ts';
import { testRule } from '../../rule-test.ts';

testRule(unsecuredSibling, {
  'fires on an open DELETE beside a secured GET': {
    lab: openDelete,
    fires: { severity: 'info', confidence: 'tentative', at: ['DELETE /notes'] },
  },
  'silent on a sound document': { lab: sound, fires: false },
});
