import {
  ada,
  adaWithRole,
  allowedNames,
  anythingOpens,
  bob,
  cookieDecides,
  cookieNames,
  headerDecides,
  headerNames,
  headerNamesWhileItChanges,
  headerRepeated,
  loginsCookieDecides,
  planDecides,
  rolesOnTheServer,
  supportNames,
  usersOnTheServer,
} from '../../../lab/bfla/client-side-role-trusted.ts';
import { clientSideRoleTrusted } from '../../../src/checks/bfla/client-side-role-trusted.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada] };
const fires = { severity: 'high', confidence: 'confirmed', at: ['GET /coupons'] } as const;

testRule(clientSideRoleTrusted, {
  'fires where a cookie names the role': { lab: cookieDecides, options, fires },
  'fires where a header does': { lab: headerDecides, options, fires },
  'fires where a cookie names the plan': { lab: planDecides, options, fires },
  'fires where the login set the cookie, by its name': {
    lab: loginsCookieDecides,
    options: { identities: [adaWithRole] },
    fires,
  },
  'silent where the server knows the role': {
    lab: rolesOnTheServer,
    options,
    fires: false,
    looked: '1 of 1 reads that depend on who asks',
  },
  'silent where any value opens, as no role is named by it': { lab: anythingOpens, options, fires: false },
  'fires where a header names the user': {
    lab: headerNames,
    options: { identities: [ada, bob] },
    fires: { confidence: 'confirmed', at: ['GET /basket'] },
  },
  'fires where support staff acts in the name of others, and so does anybody': {
    lab: supportNames,
    options: { identities: [ada, bob] },
    fires: { confidence: 'confirmed', at: ['GET /basket'] },
  },
  'fires where only the preflight names the header': {
    lab: allowedNames,
    options: { identities: [ada, bob] },
    fires: { confidence: 'confirmed', at: ['GET /basket'] },
  },
  'fires where what is shown changes meanwhile': {
    lab: headerNamesWhileItChanges,
    options: { identities: [ada, bob] },
    fires: { confidence: 'confirmed', at: ['GET /basket'] },
  },
  'silent where the answer repeats whatever the header says': {
    lab: headerRepeated,
    options: { identities: [ada, bob] },
    fires: false,
  },
  'fires where a cookie does': {
    lab: cookieNames,
    options: { identities: [ada, bob] },
    fires: { confidence: 'confirmed', at: ['GET /basket'] },
  },
  'silent where the session alone does': {
    lab: usersOnTheServer,
    options: { identities: [ada, bob] },
    fires: false,
    looked: '2 of 2 reads that depend on who asks',
  },
});
