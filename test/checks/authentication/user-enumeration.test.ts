import { expect } from 'vitest';
import { guarded, withKey } from '../../../lab/authentication/key-service.ts';
import {
  ada,
  oneMessage,
  oneMessageToMembers,
  twoMessages,
  twoMessagesToMembers,
  withMembers,
} from '../../../lab/authentication/user-enumeration.ts';
import { userEnumeration } from '../../../src/checks/authentication/user-enumeration.ts';
import { testRule } from '../../rule-test.ts';

/** Names that were tried at the login. */
const tried: string[] = [];
const options = { identities: [ada], mode: 'active' } as const;

testRule(userEnumeration, {
  'fires on two messages': {
    lab: twoMessages,
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /login'] },
  },
  'silent on one message, whatever time and name stand in it': { lab: oneMessage, options, fires: false },
  'untested where only names of others are shown, which are never tried': {
    lab: withMembers(twoMessages, tried),
    options: { mode: 'active' },
    fires: false,
    skipped: /own/,
    also: () => expect(tried.filter((name) => !name.startsWith('mb'))).toEqual([]),
  },
  'fires for a user that the scan registered': {
    lab: twoMessagesToMembers,
    options: { mode: 'active' },
    fires: { confidence: 'confirmed', at: ['POST /login'] },
  },
  'silent on one message for a user that the scan registered': {
    lab: oneMessageToMembers,
    options: { mode: 'active' },
    fires: false,
  },
  'untested where nobody is named': {
    lab: twoMessages,
    options: { mode: 'active' },
    fires: false,
    skipped: /no test account with a known login name/,
  },
  'untested in safe mode': {
    lab: twoMessages,
    options: { identities: [ada] },
    fires: false,
    skipped: /--active/,
  },
  'untested without a login': {
    lab: guarded,
    options: { ...withKey, mode: 'active' },
    fires: false,
    skipped: /no login/,
  },
});
