import { exampleKey, sound } from '../../../lab/authentication/documents.ts';
import { credentialInDocument } from '../../../src/checks/authentication/credential-in-document.ts';
import { testRule } from '../../rule-test.ts';

// Put together here, so that no scanner of this repository takes it for a key.
const LIVE_KEY = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dcQ8Zx'].join('_');

testRule(credentialInDocument, {
  'fires on a key in an example': { lab: exampleKey(LIVE_KEY), fires: { severity: 'medium' } },
  'silent on a placeholder': { lab: exampleKey('YOUR_API_KEY'), fires: false },
  'silent on a sound document': { lab: sound, fires: false },
});
