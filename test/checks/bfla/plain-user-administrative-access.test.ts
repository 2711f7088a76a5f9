import { boss, correct, user } from '../../../lab/bfla/back-office.ts';
import { openToAll } from '../../../lab/bfla/open-administrative-operation.ts';
import { anyAccountWillDo } from '../../../lab/bfla/plain-user-administrative-access.ts';
import { ada, teamRooms } from '../../../lab/bfla/team-rooms.ts';
import { plainUserAdministrativeAccess } from '../../../src/checks/bfla/plain-user-administrative-access.ts';
import { testRule } from '../../rule-test.ts';

testRule(plainUserAdministrativeAccess, {
  'fires where any account will do': {
    lab: anyAccountWillDo,
    options: { identities: [user] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /admin/users'] },
  },
  'silent where the role is checked': { lab: correct, options: { identities: [user] }, fires: false },
  'silent where all is open, which is another rule’s': {
    lab: openToAll,
    options: { identities: [user] },
    fires: false,
  },
  'untested with an administrator': {
    lab: correct,
    options: { identities: [boss] },
    fires: false,
    skipped: /plain user/,
  },
  'silent where a team owner reads his own, and is refused elsewhere': {
    lab: teamRooms(),
    options: { identities: [ada] },
    fires: false,
    looked: '5 of 5 reads that are not for every user',
  },
  'fires where one part of a team is refused and another, for the same people, is not': {
    lab: teamRooms({ open: ['billing'] }),
    options: { identities: [ada] },
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /teams/{teamId}/billing'] },
  },
  'fires where the document has the same words for what is refused': {
    lab: teamRooms({ open: ['/reports/daily'] }),
    options: { identities: [ada] },
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /reports/daily'] },
  },
  'silent where the words are for users too': {
    lab: teamRooms({ open: ['/reports/daily'], reports: 'users and staff only' }),
    options: { identities: [ada] },
    fires: false,
  },
  'fires where the words alone speak against a user whose role is known': {
    lab: teamRooms({ open: ['/reports/daily', '/reports/stock'] }),
    options: { identities: [{ ...ada, role: 'customer' }] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /reports/daily', 'GET /reports/stock'] },
  },
  'fires where a list is refused and its export is not': {
    lab: teamRooms({ open: ['/guests/export'] }),
    options: { identities: [ada] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /guests/export'] },
  },
});
