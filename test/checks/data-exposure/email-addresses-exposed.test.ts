import { expect } from 'vitest';
import * as lab from '../../../lab/data-exposure/email-addresses-exposed.ts';
import { asUser } from '../../../lab/data-exposure/serving.ts';
import { emailAddressesExposed } from '../../../src/checks/data-exposure/email-addresses-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(emailAddressesExposed, {
  'fires on a list of people': {
    lab: lab.list,
    path: '/users',
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /users'] },
  },
  'notes a list that a user reads': {
    lab: lab.toUser,
    path: '/users',
    options: asUser,
    fires: { severity: 'info', confidence: 'tentative' },
  },
  'fires on those who commented, whatever their domain': {
    lab: lab.commenters,
    path: '/users',
    fires: { severity: 'medium', confidence: 'confirmed' },
    also: ([finding]) => expect(JSON.stringify(finding)).not.toContain('ada.l@example.org'),
  },
  'fires on persons inside each review': { lab: lab.reviewers, path: '/users', fires: true },
  'silent on contacts, places and masked addresses': { lab: lab.contacts, path: '/users', fires: false },
  'silent on role accounts and reserved domains': { lab: lab.service, path: '/users', fires: false },
  'silent on masked addresses': { lab: lab.maskedAddresses, path: '/users', fires: false },
  'fires on a single guest, beside his name': {
    lab: lab.stays,
    path: '/users',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'silent on whom to write to about a stay': { lab: lab.taken, path: '/users', fires: false },
  'silent on one address': { lab: lab.single, path: '/users', fires: false },
});
