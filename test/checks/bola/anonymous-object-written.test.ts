import { expect } from 'vitest';
import * as accounts from '../../../lab/bola/accounts-by-name.ts';
import * as lab from '../../../lab/bola/foreign-object-written.ts';
import { ada } from '../../../lab/bola/orders-api.ts';
import { anonymousObjectWritten } from '../../../src/checks/bola/anonymous-object-written.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active', identities: [ada] } as const;
const untouched = (notes: () => string[]) => () => expect(notes()).toEqual(['n1']);

testRule(anonymousObjectWritten, {
  'fires where nobody has to log in, and leaves nothing behind': {
    lab: lab.openToAnybody,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['PUT /notes/{id}', 'DELETE /notes/{id}'] },
    also: untouched(lab.openToAnybody.notes),
  },
  'silent where only owners may': {
    lab: lab.writtenByOwners,
    options,
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
    also: untouched(lab.writtenByOwners.notes),
  },
  'silent where any user may, which others report': {
    lab: lab.writtenByStrangers,
    options,
    fires: false,
    also: untouched(lab.writtenByStrangers.notes),
  },
  'silent where yes is said and nothing happens': {
    lab: lab.saysYes,
    options,
    fires: false,
    also: untouched(lab.saysYes.notes),
  },
  'fires where accounts are changed and removed without a login': {
    lab: accounts.accountsOfAnybody,
    options: { mode: 'active' },
    fires: {
      severity: 'high',
      confidence: 'confirmed',
      at: ['PUT /users/{username}', 'DELETE /users/{username}'],
    },
    also: () => expect(accounts.accountsOfAnybody.accounts()).toEqual(['ada of York']),
  },
  'silent where a login is asked for': {
    lab: accounts.accountsOfAll,
    options: { mode: 'active' },
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
    also: () => expect(accounts.accountsOfAll.accounts()).toEqual(['ada of York']),
  },
  'untested in safe mode': {
    lab: lab.openToAnybody,
    options: { identities: [ada] },
    fires: false,
    skipped: /--active/,
  },
});
