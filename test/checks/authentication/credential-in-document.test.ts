import { expect } from 'vitest';
import {
  exampleKey,
  jwt,
  KEY_TOKEN,
  sound,
  tokenInDescription,
} from '../../../lab/authentication/documents.ts';
import { credentialInDocument } from '../../../src/checks/authentication/credential-in-document.ts';
import { testRule } from '../../rule-test.ts';

// Put together here, so that no scanner of this repository takes it for a key.
const LIVE_KEY = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dcQ8Zx'].join('_');

const OVER = jwt({ sub: '7', exp: 1_600_000_000 });
const EXAMPLE = jwt({ sub: 'demo-user', exp: 4_102_444_800 });

testRule(credentialInDocument, {
  'fires on a key in an example': { lab: exampleKey(LIVE_KEY), fires: { severity: 'medium' } },
  'confirms a token that the service accepts': {
    lab: tokenInDescription(KEY_TOKEN, KEY_TOKEN),
    fires: { severity: 'high', confidence: 'confirmed' },
    also: (findings) => expect(JSON.stringify(findings)).not.toMatch(/eyJ[\w-]{20,}\.eyJ/),
  },
  'silent on a token that the service refuses': { lab: tokenInDescription(KEY_TOKEN, 'other'), fires: false },
  'is not sure of a token where nothing asks for one': {
    lab: tokenInDescription(KEY_TOKEN, undefined),
    fires: { severity: 'medium', confidence: 'tentative' },
  },
  'silent on a token that is over': { lab: tokenInDescription(OVER, undefined), fires: false },
  'silent on a token that says that it is an example': {
    lab: tokenInDescription(EXAMPLE, undefined),
    fires: false,
  },
  'silent on a placeholder': { lab: exampleKey('YOUR_API_KEY'), fires: false },
  'silent on a sound document': { lab: sound, fires: false },
});
