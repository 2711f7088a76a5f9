import { guarded, withKey } from '../../../lab/authentication/key-service.ts';
import {
  ada,
  oneMessage,
  oneMessageAndMembers,
  oneMessageToMembers,
  twoMessages,
  twoMessagesAndMembers,
  twoMessagesToMembers,
} from '../../../lab/authentication/user-enumeration.ts';
import { userEnumeration } from '../../../src/checks/authentication/user-enumeration.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada], mode: 'active' } as const;

testRule(userEnumeration, {
  'fires on two messages': {
    lab: twoMessages,
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /login'] },
  },
  'silent on one message, whatever time and name stand in it': { lab: oneMessage, options, fires: false },
  'fires for a name that the service shows to everyone': {
    lab: twoMessagesAndMembers,
    options: { mode: 'active' },
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /login'] },
  },
  'silent on one message for a public name': {
    lab: oneMessageAndMembers,
    options: { mode: 'active' },
    fires: false,
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
    skipped: /logs in by/,
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
