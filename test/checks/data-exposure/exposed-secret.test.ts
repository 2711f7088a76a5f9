import { expect } from 'vitest';
import * as lab from '../../../lab/data-exposure/exposed-secret.ts';
import { STRIPE } from '../../../lab/data-exposure/exposed-secret.ts';
import { asUser } from '../../../lab/data-exposure/serving.ts';
import { exposedSecret } from '../../../src/checks/data-exposure/exposed-secret.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedSecret, {
  'fires on a live key': {
    lab: lab.inJson,
    path: '/config',
    also: (findings) => expect(JSON.stringify(findings)).not.toContain(STRIPE),
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires on each kind': {
    lab: lab.several,
    path: '/config',
    also: (findings) => expect(findings.length).toBe(3),
    fires: true,
  },
  'fires on a database URL': { lab: lab.databaseUrl, path: '/config', fires: { severity: 'high' } },
  'fires in plain text': { lab: lab.inText, path: '/config', fires: true },
  'lowers a test key': { lab: lab.testKey, path: '/config', fires: { severity: 'low' } },
  'lowers what an owner reads': {
    lab: lab.toOwner,
    path: '/config',
    options: asUser,
    fires: { severity: 'medium', confidence: 'likely' },
  },
  'is not sure of a key where keys are made': {
    lab: lab.atKeys,
    path: '/api-keys',
    options: asUser,
    fires: { severity: 'medium', confidence: 'tentative' },
  },
  'fires on a live key of the service’s own making': {
    lab: lab.ownKey,
    path: '/config',
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires on such a key in a script': {
    lab: lab.ownKeyInScript,
    path: '/config',
    fires: { severity: 'high' },
  },
  'silent on keys that are made to be read': { lab: lab.publicKeys, path: '/config', fires: false },
  'silent on placeholders': { lab: lab.placeholders, path: '/config', fires: false },
  'silent on hashes, ids and public keys': { lab: lab.lookAlikes, path: '/config', fires: false },
  'silent on a browser key in a page': { lab: lab.page, path: '/config', fires: false },
  'silent on documentation': { lab: lab.documentation, path: '/config', fires: false },
});
