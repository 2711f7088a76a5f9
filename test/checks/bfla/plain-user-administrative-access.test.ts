import { boss, correct, user } from '../../../lab/bfla/back-office.ts';
import { openToAll } from '../../../lab/bfla/open-administrative-operation.ts';
import { anyAccountWillDo } from '../../../lab/bfla/plain-user-administrative-access.ts';
import { DESK, ines, serviceDesk } from '../../../lab/bfla/service-desk.ts';
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
    skipped: /regular user/,
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
  'fires where all else of a folder is refused, and this tells how to reach everybody': {
    lab: serviceDesk({
      serves: { '/api/bench/pickups/late': DESK.people },
      refuses: ['/api/bench/stock', '/api/bench/log'],
    }),
    options: { identities: [ines] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /api/bench/pickups/late'] },
  },
  'fires where an export lies beside the refused list of those in it': {
    lab: serviceDesk({
      serves: { '/api/mailing/export.csv': DESK.table },
      refuses: ['/api/mailing/readers'],
    }),
    options: { identities: [ines] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /api/mailing/export.csv'] },
  },
  'fires where what is shown is refused one by one': {
    lab: serviceDesk({
      serves: { '/api/reports/faults': DESK.devices, '/api/reports/weather': [{ rain: true }] },
      refuses: ['/api/reports/stock'],
    }),
    options: { identities: [ines] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /api/reports/faults'] },
  },
  'fires where a table shows what is refused one by one': {
    lab: serviceDesk({
      serves: {
        '/api/reports/register': `serial;problem\n${DESK.devices.map(({ serial, problem }) => `${serial};${problem}`).join('\n')}\n`,
      },
      refuses: ['/api/reports/stock'],
    }),
    options: { identities: [ines] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /api/reports/register'] },
  },
  'silent where a served part of a refused folder shows nobody else': {
    lab: serviceDesk({
      serves: {
        '/api/bench/hours': [{ day: 'Monday', opens: 8 }],
        '/api/bench/contacts': [{ name: 'Bench', email: 'bench@post.example', phone: '+49 160 555 900' }],
        '/api/reports/mine': DESK.devices.slice(0, 1),
      },
      refuses: ['/api/bench/stock', '/api/bench/log', '/api/reports/stock', '/api/reports/weekly'],
    }),
    options: { identities: [ines] },
    fires: false,
    looked: '3 of 3 reads that are not for every user',
  },
  'silent where the folder is what the user belongs to': {
    lab: serviceDesk({
      serves: { '/api/team/members': DESK.people, '/api/bench/rota': [{ day: 'Monday' }] },
      refuses: ['/api/team/bills', '/api/team/log', '/api/bench/stock'],
    }),
    options: { identities: [ines] },
    fires: false,
    looked: '1 of 1 reads that are not for every user',
  },
  'silent where more of the folder is for everybody': {
    lab: serviceDesk({
      serves: { '/api/guild/board': DESK.people, '/api/guild/events': [{ day: 'Monday' }] },
      refuses: ['/api/guild/bills', '/api/guild/log'],
    }),
    options: { identities: [ines] },
    fires: false,
    looked: '2 of 2 reads that are not for every user',
  },
  'silent where anybody may read it': {
    lab: serviceDesk({
      serves: { '/api/reports/faults': DESK.devices },
      refuses: ['/api/reports/stock', '/api/reports/weekly'],
      isPublic: true,
    }),
    options: { identities: [ines] },
    fires: false,
    looked: '1 of 1 reads that are not for every user',
  },
});
