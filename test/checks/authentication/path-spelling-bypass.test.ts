import { guarded, withKey } from '../../../lab/authentication/key-service.ts';
import * as lab from '../../../lab/authentication/path-spelling-bypass.ts';
import { pathSpellingBypass } from '../../../src/checks/authentication/path-spelling-bypass.ts';
import { testRule } from '../../rule-test.ts';

const at = ['GET /notes'];

testRule(pathSpellingBypass, {
  'fires on case': {
    lab: lab.forgivesCase,
    options: withKey,
    fires: { severity: 'critical', confidence: 'confirmed', at },
  },
  'fires on a slash at the end': {
    lab: lab.forgivesSlash,
    options: withKey,
    fires: { confidence: 'confirmed', at },
  },
  'fires on two slashes': { lab: lab.mergesSlashes, options: withKey, fires: { confidence: 'confirmed' } },
  'fires on an encoded letter': { lab: lab.decodes, options: withKey, fires: { confidence: 'confirmed' } },
  'fires on a ;parameter': { lab: lab.dropsParameters, options: withKey, fires: { confidence: 'confirmed' } },
  'fires without a credential, less surely': { lab: lab.forgivesCase, fires: { confidence: 'likely', at } },
  'silent where spellings are routed, then checked': {
    lab: lab.checksAfterRouting,
    options: withKey,
    fires: false,
  },
  'silent where only one spelling is known': { lab: guarded, fires: false },
  'silent where all other paths are one answer': { lab: lab.jsonCatchAll, fires: false },
  'silent where all other paths are one answer, to a user': {
    lab: lab.jsonCatchAll,
    options: withKey,
    fires: false,
  },
});
