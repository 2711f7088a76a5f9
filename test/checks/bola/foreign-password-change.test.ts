import { expect } from 'vitest';
import { servesToStrangers } from '../../../lab/bola/foreign-object-served.ts';
import * as lab from '../../../lab/bola/foreign-password-change.ts';
import { ada } from '../../../lab/bola/orders-api.ts';
import { foreignPasswordChange } from '../../../src/checks/bola/foreign-password-change.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active' } as const;
const fires = {
  severity: 'critical',
  confidence: 'confirmed',
  at: ['PUT /users/{username}/password'],
} as const;

testRule(foreignPasswordChange, {
  'fires where the path says whose password it is, and leaves no account': {
    lab: lab.changesAnybodys,
    options,
    fires,
    also: () => expect(lab.changesAnybodys.accounts()).toEqual(['ada']),
  },
  'fires where the login takes a form': { lab: lab.changesAnybodysByForm, options, fires },
  'silent where only the owner may': {
    lab: lab.changesOwnOnly,
    options,
    fires: false,
    looked: '1 of 1 operations that change a password',
  },
  'silent where the asker changes his own': { lab: lab.changesTheAskers, options, fires: false },
  'silent where yes is said and nothing is changed': { lab: lab.pretends, options, fires: false },
  'untested where nobody can register': {
    lab: servesToStrangers,
    options: { ...options, identities: [ada, { ...ada, name: 'ada again' }] },
    fires: false,
    skipped: /could not register a test user/,
  },
  'untested in safe mode': { lab: lab.changesAnybodys, fires: false, skipped: /--active/ },
});
